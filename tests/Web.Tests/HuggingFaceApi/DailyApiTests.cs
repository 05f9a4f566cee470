using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Papers.Contracts.Ingest;
using Papers.Testing;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.HuggingFaceApi;

/// <summary>A site with featured papers of several days, shared by the tests of the list.</summary>
public sealed class ListSite(TestServers servers) : IAsyncLifetime
{
    private WebSite? _site;

    internal WebSite Site => _site ?? throw new InvalidOperationException("The site was not started.");

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken);
        var events = SampleEvents.For(_site.Services);
        await events.PapersAsync(
            Paper("2503.00001", "On α", place: 1) with
            {
                SourceTitle = "On $\\alpha$",
                SourceAbstract = "An\nabstract.",
                PublishedAt = new(2025, 3, 10, 1, 2, 3, TimeSpan.Zero),
                Featured = new()
                {
                    Day = Day,
                    FeaturedAt = new(2025, 2, 20, 1, 2, 3, TimeSpan.Zero),
                    SubmittedOnDailyAt = new(2025, 3, 14, 4, 5, 6, TimeSpan.Zero),
                    SubmittedBy = new("ada", "Ada Lovelace", "/avatars/ada.svg"),
                    Organization = new("example", null, "https://elsewhere.example/logo.png"),
                    GithubRepo = "https://github.com/example/code",
                    ProjectPage = "https://example.github.io",
                    Summary = "Short.",
                    Keywords = ["one", "two"],
                    MediaUrls = ["https://elsewhere.example/film.mp4"],
                    Thumbnail = "https://elsewhere.example/thumbnail.png",
                },
            },
            Paper("2503.00002", "More voted", place: 2) with { Featured = new Featured { Day = Day, SubmittedBy = new("ken", null, null) } },
            Paper("2503.00003", "Of nobody"),
            Paper("2503.00004", "Of the week", day: Day.AddDays(-2)),
            Paper("2502.00005", "Of February", day: new(2025, 2, 3)),
            Paper("2503.00006", "Withdrawn"));
        await events.ObservationsAsync(Seen("2503.00001", upvotes: 5, stars: 77), Seen("2503.00002", upvotes: 9), Seen("2503.00004", upvotes: 40));
        await events.WithdrawalsAsync(Withdrawn("2503.00006"));
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

public sealed class DailyApiTests(ListSite list) : IClassFixture<ListSite>
{
    private readonly WebSite _site = list.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("date=2025-03-14", "2503.00002 2503.00001 2503.00003")]
    [InlineData("date=2025-03-14&limit=2", "2503.00002 2503.00001")]
    [InlineData("date=2025-03-14&limit=2&p=1", "2503.00003")]
    [InlineData("date=2025-03-14&p=7", "")]
    [InlineData("date=2025-03-13", "")]
    [InlineData("week=2025-W11", "2503.00004 2503.00002 2503.00001 2503.00003")]
    [InlineData("week=2025-W11&sort=publishedAt", "2503.00001 2503.00002 2503.00003 2503.00004")]
    [InlineData("month=2025-02", "2502.00005")]
    [InlineData("date=2025-03-14&submitter=ada", "2503.00001")]
    [InlineData("date=2025-03-14&submitter=nobody", "")]
    [InlineData("", "2503.00001 2503.00002 2503.00003 2503.00004 2502.00005")]
    [InlineData("sort=publishedAt&limit=1", "2503.00001")]
    [InlineData("sort=trending&limit=2", "2503.00001 2503.00002")]
    public async Task Lists_papers_in_the_requested_order(string query, string ids)
    {
        var rows = await ListAsync(query);

        Assert.Equal(ids, string.Join(' ', rows.Select(row => row?["paper"]?["id"]?.GetValue<string>())));
    }

    [Fact]
    public async Task Repeats_featured_fields_at_row_and_paper()
    {
        var row = (await ListAsync("date=2025-03-14"))[1]?.AsObject() ?? [];
        var paper = row["paper"]?.AsObject() ?? [];

        foreach (var (name, value) in new[]
        {
            ("title", "On $\\alpha$"), ("summary", "An\nabstract."), ("ai_summary", "Short."), ("githubRepo", "https://github.com/example/code"),
            ("projectPage", "https://example.github.io"),
        })
        {
            Assert.Equal((value, value), (row[name]?.GetValue<string>(), paper[name]?.GetValue<string>()));
        }

        Assert.Equal((77, 77, 5), (row["githubStars"]?.GetValue<int>(), paper["githubStars"]?.GetValue<int>(), paper["upvotes"]?.GetValue<int>()));
        Assert.Equal("""["one","two"]""", row["ai_keywords"]?.ToJsonString());
        Assert.Equal(paper["ai_keywords"]?.ToJsonString(), row["ai_keywords"]?.ToJsonString());
        Assert.Equal(
            ("2025-02-20T01:02:03.000Z", "2025-03-10T01:02:03.000Z", "2025-03-14T04:05:06.000Z"),
            (row["publishedAt"]?.GetValue<string>(), paper["publishedAt"]?.GetValue<string>(), paper["submittedOnDailyAt"]?.GetValue<string>()));
        Assert.Equal("https://elsewhere.example/thumbnail.png", row["thumbnail"]?.GetValue<string>());
        Assert.Equal(
            ("ada", "ada", "Ada Lovelace", "/avatars/ada.svg"),
            (row["submittedBy"]?["name"]?.GetValue<string>(), row["submittedBy"]?["user"]?.GetValue<string>(), row["submittedBy"]?["fullname"]?.GetValue<string>(), row["submittedBy"]?["avatarUrl"]?.GetValue<string>()));
        Assert.Equal(row["submittedBy"]?.ToJsonString(), paper["submittedOnDailyBy"]?.ToJsonString());
        Assert.Equal(("example", "example"), (row["organization"]?["name"]?.GetValue<string>(), paper["organization"]?["fullname"]?.GetValue<string>()));
        Assert.False(paper.ContainsKey("githubRepoAddedBy"));
    }

    [Fact]
    public async Task A_paper_that_is_not_featured_is_dated_by_its_day()
    {
        var row = (await ListAsync("date=2025-03-14"))[2]?.AsObject() ?? [];

        Assert.Equal("2025-03-14T00:00:00.000Z", row["publishedAt"]?.GetValue<string>());
        Assert.False(row.ContainsKey("submittedBy") || row.ContainsKey("organization") || row.ContainsKey("thumbnail") || row.ContainsKey("githubStars"));
    }

    [Theory]
    [InlineData("date=14.03.2025")]
    [InlineData("date=2025-02-30")]
    [InlineData("date=2999-01-01")]
    [InlineData("date=")]
    [InlineData("week=2025-W54")]
    [InlineData("month=2999-01")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=many")]
    [InlineData("p=-1")]
    [InlineData("p=99999999999")]
    [InlineData("sort=upvotes")]
    public async Task Rejects_invalid_parameters_with_an_API_error(string query)
    {
        using var client = _site.CreateClient();
        using var response = await client.GetAsync($"/api/daily_papers?{query}", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))?["error"]?.GetValue<string>();
        Assert.Equal(error, Assert.Single(response.Headers.GetValues("X-Error-Message")));
    }

    private async Task<JsonArray> ListAsync(string query)
    {
        using var client = _site.CreateClient();
        return await client.GetFromJsonAsync<JsonArray>($"/api/daily_papers?{query}", Cancellation) ?? [];
    }
}
