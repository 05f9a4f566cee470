using Papers.Web.Layout;

namespace Papers.Web.Tests.Layout;

public sealed class CrossSitePostsTests
{
    private const string Here = "http://localhost:8080";
    private const string Public = "https://papers.example.org/reading";

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("same-origin", "https://papers.example.org", true)]
    [InlineData("none", null, true)]
    [InlineData("cross-site", "https://papers.example.org", false)]
    [InlineData("same-site", "http://localhost:18888", false)]
    [InlineData(null, "http://localhost:8080", true)]
    [InlineData(null, "HTTPS://PAPERS.example.org", true)]
    [InlineData(null, "https://papers.example.org.evil.example", false)]
    [InlineData(null, "http://localhost:18888", false)]
    [InlineData(null, "null", false)]
    public void Accepts_posts_from_this_site_and_from_programs_only(string? fetchSite, string? origin, bool ours) =>
        Assert.Equal(ours, CrossSitePosts.IsFromThisSite(fetchSite, origin, Here, Public));
}
