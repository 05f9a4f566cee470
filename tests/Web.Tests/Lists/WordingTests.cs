using Papers.Web.Lists;

namespace Papers.Web.Tests.Lists;

public sealed class WordingTests
{
    [Fact]
    public void Uses_singular_and_plural() =>
        Assert.Equal("1 paper, 0 papers, 47,919 papers", string.Join(", ", new[] { 1, 0, 47_919 }.Select(count => Wording.Count(count, "paper", "papers"))));

    [Fact]
    public void Never_hides_a_single_author()
    {
        Assert.Equal("", Wording.Authors([], 2));
        Assert.Equal("Ada, Bo, Cy", Wording.Authors(["Ada", "Bo", "Cy"], 2));
        Assert.Equal("Ada, Bo and 2 more", Wording.Authors(["Ada", "Bo", "Cy", "Di"], 2));
    }

    [Fact]
    public void Formats_times_in_UTC() =>
        Assert.Equal("14 March 2025, 05:30 UTC", Wording.Timestamp(new(2025, 3, 14, 6, 30, 0, TimeSpan.FromHours(1))));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_000, "1k")]
    [InlineData(1_234, "1.2k")]
    [InlineData(9_949, "9.9k")]
    [InlineData(9_950, "10k")]
    [InlineData(999_499, "999k")]
    [InlineData(999_500, "1M")]
    [InlineData(2_340_000, "2.3M")]
    public void Shortens_large_counts(long count, string words) => Assert.Equal(words, Wording.ShortCount(count));
}
