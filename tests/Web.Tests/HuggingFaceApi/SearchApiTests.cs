using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Papers.Contracts.LinkCheck;
using Papers.Testing;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.HuggingFaceApi;

/// <summary>A site with two papers, shared by the tests of its search API.</summary>
public sealed class SearchedSite(TestServers servers) : IAsyncLifetime
{
    private WebSite? _site;

    internal WebSite Site => _site ?? throw new InvalidOperationException("The site was not started.");

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken);
        var events = SampleEvents.For(_site.Services);
        await events.PapersAsync(
            Paper("2503.00001", "Consistency trajectories", "On sampling.") with
            {
                Authors = ["Ada Lovelace", "Ada Lovelace"],
                PublishedAt = new(2025, 3, 10, 1, 2, 3, TimeSpan.Zero),
            },
            Paper("2503.00002", "Sampling"));
        await events.TagsAsync(Tagged("2503.00001", Version(), "Image generation"));
        await events.LinksAsync(Linked("2503.00001", Version(), "https://a.github.io", "https://github.com/a/b"));
        await events.VerdictsAsync(Checked("https://github.com/a/b", LinkVerdict.Alive));
        await _site.IndexedAsync(2);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

public sealed class SearchApiTests(SearchedSite searched) : IClassFixture<SearchedSite>
{
    private readonly WebSite _site = searched.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_has_the_fields_that_clients_read()
    {
        using var client = _site.CreateClient();
        var rows = await client.GetFromJsonAsync<JsonArray>("/api/papers/search?q=consistency&limit=1", Cancellation);

        var row = Assert.Single(rows ?? [])?.AsObject() ?? [];
        Assert.Equal(
            ["paper", "publishedAt", "title", "summary", "ai_keywords", "githubRepo", "projectPage", "numComments", "isAuthorParticipating"],
            row.Select(field => field.Key));
        var paper = row["paper"]?.AsObject() ?? [];
        Assert.Equal(
            ["id", "authors", "publishedAt", "submittedOnDailyAt", "title", "summary", "upvotes", "ai_keywords", "githubRepo", "githubRepoAddedBy", "projectPage"],
            paper.Select(field => field.Key));
        Assert.Equal("2025-03-14T00:00:00.000Z", row["publishedAt"]?.GetValue<string>());
        Assert.Equal("2025-03-10T01:02:03.000Z", paper["publishedAt"]?.GetValue<string>());
        Assert.Equal("https://github.com/a/b", row["githubRepo"]?.GetValue<string>());
        Assert.Equal("https://a.github.io", paper["projectPage"]?.GetValue<string>());

        var authors = paper["authors"]?.AsArray() ?? [];
        Assert.Equal(2, authors.Select(author => author?["_id"]?.GetValue<string>()).Distinct().Count());
        Assert.All(authors, author => Assert.Matches("^[0-9a-f]{24}$", author?["_id"]?.GetValue<string>()));
    }

    [Fact]
    public async Task Omits_missing_values_and_returns_an_empty_list()
    {
        using var client = _site.CreateClient();

        var found = await client.GetFromJsonAsync<JsonArray>("/api/papers/search?q=2503.00002", Cancellation);
        Assert.Equal("2503.00002", found?[0]?["paper"]?["id"]?.GetValue<string>());
        Assert.False(found?[0]?.AsObject().ContainsKey("githubRepo"));
        Assert.Equal("[]", await client.GetStringAsync("/api/papers/search?q=zebra", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("q=")]
    [InlineData("q=%20")]
    [InlineData("q=x&limit=0")]
    [InlineData("q=x&limit=121")]
    [InlineData("q=x&limit=many")]
    [InlineData("long")]
    public async Task Rejects_invalid_parameters_with_an_API_error(string query)
    {
        using var client = _site.CreateClient();
        using var response = await client.GetAsync($"/api/papers/search?{(query == "long" ? $"q={new string('a', 251)}" : query)}", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))?["error"]?.GetValue<string>();
        Assert.Equal(error, Assert.Single(response.Headers.GetValues("X-Error-Message")));
    }

    [Fact]
    public async Task An_unknown_API_path_is_an_API_error()
    {
        using var client = _site.CreateClient();
        using var response = await client.GetAsync("/api/nothing", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Not Found", (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))?["error"]?.GetValue<string>());
    }
}
