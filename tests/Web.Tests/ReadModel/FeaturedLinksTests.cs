using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Web.ReadModel;

namespace Papers.Web.Tests.ReadModel;

public sealed class FeaturedLinksTests
{
    private static ShownLink Link(string url, LinkKind kind = LinkKind.Code) => new() { Url = url, Kind = kind, Verdict = LinkVerdict.Alive };

    private static Featured Featured(string? repository = null, string? page = null) => new() { Day = new(2025, 3, 14), GithubRepo = repository, ProjectPage = page };

    [Fact]
    public void Featured_links_come_first()
    {
        var links = FeaturedLinks.Merge([Link("https://example.org/data")], Featured("https://github.com/a/b", "https://a.github.io/"), stars: 7);

        Assert.Equal(
            [("https://github.com/a/b", LinkKind.Code, 7), ("https://a.github.io/", LinkKind.Page, null), ("https://example.org/data", LinkKind.Code, null)],
            links.Select(link => (link.Url, link.Kind, link.Stars)));
        Assert.Null(links[0].Verdict);
    }

    [Theory]
    [InlineData("https://github.com/Sony/CTM.git#readme")]
    [InlineData("http://www.github.com/sony/ctm/")]
    [InlineData("https://github.com/sony/ctm/tree/main/examples")]
    public void Shows_a_repository_once_whatever_the_spelling(string own)
    {
        var link = Assert.Single(FeaturedLinks.Merge([Link(own)], Featured("https://github.com/sony/ctm"), stars: 7));

        Assert.Equal((own, 7, LinkVerdict.Alive), (link.Url, link.Stars, link.Verdict));
    }

    [Fact]
    public void A_repository_with_a_longer_name_gets_no_stars() =>
        Assert.Null(FeaturedLinks.Merge([Link("https://github.com/sony/ctm-2")], Featured("https://github.com/sony/ctm"), stars: 7)[1].Stars);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@github.com/a/b")]
    [InlineData("not an address")]
    public void Drops_unsafe_URLs(string hostile) =>
        Assert.Empty(FeaturedLinks.Merge([], Featured(hostile, hostile), stars: 7));

    [Fact]
    public void Shows_a_project_page_that_is_the_repository_once() =>
        Assert.Single(FeaturedLinks.Merge([], Featured("https://github.com/a/b", "https://github.com/a/b/"), stars: null));
}
