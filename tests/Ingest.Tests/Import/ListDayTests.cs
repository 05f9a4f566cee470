using Papers.Ingest.Import;

namespace Papers.Ingest.Tests.Import;

public sealed class ListDayTests
{
    [Theory]
    [InlineData("2025-03-10.json")]
    [InlineData("daily_2025-03-10.json.gz")]
    [InlineData("2025-03-10 (of 2025-03-10).json")]
    public void A_day_in_a_files_name_is_the_lists_day(string name) => Assert.Equal(new DateOnly(2025, 3, 10), ListDay.Find(name));

    [Theory]
    [InlineData("papers.json")]
    [InlineData("2025-03-10_to_2025-03-12.json")]
    [InlineData("2025-02-30.json")]
    [InlineData("12025-03-10.json")]
    [InlineData("2025-03-101.json")]
    public void A_name_that_tells_no_one_day_tells_none(string name) => Assert.Null(ListDay.Find(name));
}
