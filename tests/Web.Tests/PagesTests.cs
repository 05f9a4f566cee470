using System.Net;
using System.Text.RegularExpressions;
using Papers.Contracts.LinkCheck;
using Papers.Testing;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests;

public sealed class PagesTests(TestServers servers) : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> &amp; \u202Etitle";

    private WebSite _site = null!; // set before any test
    private HttpClient _reader = null!; // set before any test
    private SampleEvents _events = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync(servers, Cancellation, ("Web:Editors", "AK"), ("Web:PublicUrl", "https://papers.example.org"));
        _reader = _site.OpenReader();
        _events = SampleEvents.For(_site.Services);
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task The_front_page_shows_the_latest_day_in_list_order()
    {
        await _events.PapersAsync(
            Paper("a", "Second of the list", place: 2),
            Paper("b", "First of the list", place: 1),
            Paper("c", "Not in a list"),
            Paper("old", "Older", day: Day.AddDays(-20)),
            Paper("future", "Of the far future", day: new(2999, 1, 1)));
        await _events.LinksAsync(Linked("a", Version(), "https://github.com/a/b", "https://a.github.io/"));
        await _events.VerdictsAsync(Checked("https://github.com/a/b", LinkVerdict.Alive), Checked("https://a.github.io/", LinkVerdict.Dead));

        var page = await PageAsync("/");

        Assert.Equal(["First of the list", "Second of the list", "Not in a list"], Titles(page));
        Assert.Contains("listed by AK", page);
        Assert.Contains("Friday, 14 March 2025", page);
        Assert.Contains("3 papers · 1 with links, 1 link works", page);
        Assert.Contains("href=\"/daily/2025-02-22\"", page);
        Assert.Contains("link broken", page);
        Assert.Matches("(?s)<form[^>]*method=\"post\"[^>]*action=\"/subscribe\".*?type=\"email\"[^>]*name=\"email\"", page);
    }

    [Fact]
    public async Task Pages_of_a_long_day_show_every_paper()
    {
        await _events.PapersAsync([.. Enumerable.Range(1, 120).Select(number => Paper($"p{number:000}", $"Paper {number}", place: number))]);

        var titles = new List<string>();
        foreach (var path in new[] { "/", "/?page=2", "/daily/2025-03-14?page=3" })
        {
            titles.AddRange(Titles(await PageAsync(path)));
        }

        Assert.Equal(Enumerable.Range(1, 120).Select(number => $"Paper {number}"), titles);
        Assert.Empty(Titles(await PageAsync("/daily/2025-03-14?page=4")));
        Assert.Equal(50, Titles(await PageAsync("/weekly/2025-W11")).Count);
    }

    [Fact]
    public async Task Hostile_metadata_is_shown_as_text()
    {
        await _events.PapersAsync(Paper("t-evil", Hostile, Hostile) with { Authors = [Hostile], Comment = Hostile, Doi = Hostile });
        await _events.TagsAsync(Tagged("t-evil", Version(), Hostile));
        await _events.LinksAsync(Linked("t-evil", Version(), "javascript:alert(1)", "https://x.example/\"onmouseover=alert(1)"));
        await _events.VerdictsAsync(Checked("https://x.example/\"onmouseover=alert(1)", LinkVerdict.Unsure, reason: Hostile));
        await _site.IndexedAsync(1);

        foreach (var path in new[] { "/", "/papers/t-evil", "/trending", "/tags", "/search?q=alert", $"/search?q={Uri.EscapeDataString(Hostile)}", $"/tags/{Uri.EscapeDataString(Hostile.ToLowerInvariant().Replace(' ', '-'))}" })
        {
            using var response = await _reader.GetAsync(path, Cancellation);
            var page = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain("<script", page);
            Assert.DoesNotContain("<img", page);
            Assert.DoesNotContain("href=\"javascript", page);
            Assert.DoesNotContain("style=", page);
            Assert.DoesNotMatch("<[^>]*\\son[a-z]+=", Regex.Replace(page, "\"[^\"]*\"", "\"\""));
        }
    }

    [Fact]
    public async Task External_links_have_nofollow_and_noopener()
    {
        await _events.PapersAsync(Paper("a"));
        await _events.LinksAsync(Linked("a", Version(), "https://github.com/a/b"));

        foreach (var path in new[] { "/", "/papers/a" })
        {
            Assert.Matches("<a class=\"link\" href=\"https://github.com/a/b\" rel=\"nofollow noopener\"", await PageAsync(path));
        }
    }

    [Fact]
    public async Task The_page_of_a_paper_shows_everything_known()
    {
        await _events.PapersAsync(
            Paper("hep-th/9901001", "String duality $\\alpha$", "On branes and duality of strings, with $E=mc^2$.") with { Authors = ["Ada"], ArxivId = "hep-th/9901001", DayIsKnown = false },
            Paper("2503.00001", "Other"));
        await _events.TagsAsync(Tagged("hep-th/9901001", Version(), "Duality"));
        await _events.LinksAsync(Linked("hep-th/9901001", Version(), "https://github.com/a/b"));
        await _events.VerdictsAsync(Checked("https://github.com/a/b", LinkVerdict.Alive, minute: 30, status: 200));

        foreach (var path in new[] { "/papers/hep-th/9901001", "/papers/hep-th%2F9901001" })
        {
            var page = await PageAsync(path);
            Assert.Contains("String duality $\\alpha$", page);
            Assert.Contains("https://arxiv.org/abs/hep-th/9901001", page);
            Assert.Contains("publication date unknown", page);
            Assert.Contains("title=\"“duality” in the abstract\"", page);
            Assert.Contains("Code · works · HTTP 200 · checked 14 March 2025, 09:30 UTC", page);
            Assert.DoesNotContain("Similar papers", page);
        }

        using var versioned = await _reader.GetAsync("/papers/2503.00001v3", Cancellation);
        Assert.Equal("/papers/2503.00001", versioned.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Shows_counts_and_featured_data()
    {
        await _events.PapersAsync(Paper("a") with
        {
            Featured = new()
            {
                Day = Day,
                SubmittedBy = new("ada", "Ada <b>Lovelace</b>", "https://elsewhere.example/ada.png"),
                Organization = new("example-lab", null, null),
                GithubRepo = "https://github.com/example/code",
                ProjectPage = "javascript:alert(1)",
                Summary = "It is <i>short</i>.",
                Keywords = ["image editing"],
                MediaUrls = ["https://elsewhere.example/film.mp4", "javascript:alert(2)"],
                Thumbnail = "https://elsewhere.example/thumbnail.png",
            },
        });
        await _events.ObservationsAsync(Seen("a", upvotes: 128, stars: 1_234));

        foreach (var path in new[] { "/", "/papers/a" })
        {
            var page = await _reader.GetStringAsync(path, Cancellation);
            Assert.Contains("128", page);
            Assert.Contains("Hugging Face", page);
            Assert.Contains("Ada &lt;b&gt;Lovelace&lt;/b&gt;", page);
            Assert.Contains("example-lab", page);
            Assert.Contains("href=\"https://github.com/example/code\" rel=\"nofollow noopener\"", page);
            Assert.Contains("1.2k", page);
            Assert.DoesNotContain("<img", page);
            Assert.DoesNotContain("href=\"javascript", page);
        }

        var details = await _reader.GetStringAsync("/papers/a", Cancellation);
        Assert.Contains("It is &lt;i&gt;short&lt;/i&gt;.", details);
        Assert.Contains("href=\"/search?q=%22image%20editing%22\"", details);
        Assert.Contains("href=\"https://elsewhere.example/film.mp4\" rel=\"nofollow noopener\"", details);
        Assert.Contains("128 upvotes", await PageAsync("/trending"));
    }

    [Fact]
    public async Task Withdrawn_papers_are_gone_and_merged_ones_redirect()
    {
        await _events.PapersAsync(Paper("2503.00001"), Paper("2503.00002"));
        await _events.WithdrawalsAsync(Withdrawn("2503.00002"), Withdrawn("t-1", mergedInto: "2503.00001"));

        foreach (var path in new[] { "/papers/2503.00002", "/papers/2503.00002v2" })
        {
            using var gone = await _reader.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            Assert.Contains("withdrawn", await gone.Content.ReadAsStringAsync(Cancellation));
        }

        using var merged = await _reader.GetAsync("/papers/t-1", Cancellation);
        Assert.Equal((HttpStatusCode.MovedPermanently, "/papers/2503.00001"), (merged.StatusCode, merged.Headers.Location?.OriginalString));
        using var unknown = await _reader.GetAsync("/papers/t-2", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Highlights_matches_in_search_results()
    {
        await _events.PapersAsync(Paper("a", "Editing images"), Paper("b", "Other things"));
        await _site.IndexedAsync(2);

        var page = await PageAsync("/search?q=edit");

        Assert.Contains("<mark>Editing</mark>", page);
        Assert.Contains("1 result", page);
        Assert.Contains("value=\"edit\"", page);
        Assert.Contains("No results", await PageAsync("/search?q=zebra"));
    }

    [Fact]
    public async Task A_tag_lists_its_papers_newest_first()
    {
        await _events.PapersAsync(Paper("a", "Old", day: Day.AddDays(-3)), Paper("b", "New"), Paper("c", "Other"));
        await _events.TagsAsync(Tagged("a", Version(), "Image generation"), Tagged("b", Version(), "Image generation"), Tagged("c", Version(), "Speech"));

        Assert.Equal(["New", "Old"], Titles(await PageAsync("/tags/image-generation")));
        Assert.Contains("/tags/speech", await PageAsync("/tags"));
    }

    private Task<string> PageAsync(string path) => EmptySiteTests.PageAsync(_reader, path);

    private static List<string> Titles(string page) =>
        [.. Regex.Matches(page, "<h2><a href=\"/papers/[^\"]*\">(.*?)</a></h2>").Select(match => match.Groups[1].Value)];
}
