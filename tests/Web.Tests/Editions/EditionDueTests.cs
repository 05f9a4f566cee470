using Papers.Web.Editions;
using Papers.Web.Trending;

namespace Papers.Web.Tests.Editions;

public sealed class EditionDueTests
{
    private static readonly TimeSpan s_six = TimeSpan.FromHours(6);
    private static readonly DateTimeOffset s_longAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2025-03-14T05:59:59Z", "2025-03-13")]
    [InlineData("2025-03-14T06:00:00Z", "2025-03-14")]
    [InlineData("2025-03-14T23:59:59Z", "2025-03-14")]
    [InlineData("2025-03-14T01:00:00-08:00", "2025-03-14")]
    public void The_latest_due_time_decides_the_edition(string now, string date) =>
        Assert.Equal(DateOnly.Parse(date), EditionDue.Daily(DateTimeOffset.Parse(now), s_six, s_longAgo));

    [Fact]
    public void No_edition_is_due_before_the_installation()
    {
        var installed = new DateTimeOffset(2025, 3, 14, 6, 0, 1, TimeSpan.Zero);

        Assert.Null(EditionDue.Daily(installed.AddHours(20), s_six, installed));
        Assert.Equal(new DateOnly(2025, 3, 15), EditionDue.Daily(installed.AddHours(24), s_six, installed));
    }
}
