using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Admin;

public sealed class AdminEndpointsTests(AdminSite admin) : IClassFixture<AdminSite>, IDisposable
{
    private readonly StubServices _stubs = admin.Stubs;
    private readonly WebSite _site = admin.Site;
    private readonly HttpClient _admin = admin.OpenAdmin();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _admin.Dispose();

    [Theory]
    [InlineData("GET", "/admin/api/status")]
    [InlineData("POST", "/admin/api/imports?name=a.jsonl")]
    [InlineData("POST", "/admin/api/digests?edition=daily&date=2025-03-14")]
    [InlineData("GET", "/admin/api/failed-messages")]
    [InlineData("POST", "/admin/api/failed-messages/0195a7b4-0000-7000-8000-000000000000/retry")]
    [InlineData("GET", "/admin/api/sources")]
    [InlineData("POST", "/admin/api/harvests/ArxivRss")]
    [InlineData("GET", "/admin/api/faults")]
    [InlineData("POST", "/admin/api/republish?what=papers")]
    [InlineData("POST", "/admin/api/duplicates/1/join")]
    [InlineData("GET", "/admin/api/nothing")]
    public async Task The_API_requires_the_admin_token(string method, string path)
    {
        using var stranger = _site.CreateClient();
        foreach (var token in new[] { null, "Bearer wrong" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Authorization", token);
            using var response = await stranger.SendAsync(request, Cancellation);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("/internal/counts")]
    [InlineData("/internal/faults")]
    public async Task Internal_paths_are_not_public(string path)
    {
        using var response = await _admin.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Forwards_a_file_to_Ingest_and_returns_its_report()
    {
        var file = new byte[40 * 1024 * 1024];
        using var response = await _admin.PostAsync("/admin/api/imports?name=my%20papers.jsonl.gz", new ByteArrayContent(file), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var (id, import) = Assert.Single(_stubs.Imports);
        Assert.Equal(("my papers.jsonl.gz", file.LongLength), import);
        Assert.Equal($"/admin/api/imports/{id}", response.Headers.Location?.OriginalString);

        var report = await _admin.GetFromJsonAsync<JsonObject>(response.Headers.Location, Cancellation);
        Assert.Equal(97, report?["read"]?.GetValue<int>());
    }

    [Fact]
    public async Task Returns_the_rejection_of_Ingest()
    {
        using var unnamed = await _admin.PostAsync("/admin/api/imports", new ByteArrayContent([1]), Cancellation);
        using var misnamed = await _admin.PostAsync("/admin/api/imports?name=..%2Fpasswd", new ByteArrayContent([1]), Cancellation);
        using var unknown = await _admin.GetAsync($"/admin/api/imports/{Guid.NewGuid()}", Cancellation);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound),
            (unnamed.StatusCode, misnamed.StatusCode, unknown.StatusCode));
        Assert.Contains("slash", await misnamed.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Failed_messages_can_be_retried_by_the_API()
    {
        var message = new Fault
        {
            Id = Guid.NewGuid(),
            Service = "tagging",
            Queue = "tagging-tag-papers",
            Event = "PapersIngested",
            Reason = "InvalidOperationException: <script>",
            FailedAt = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero),
        };
        _stubs.FailedMessages.Add(message);

        foreach (var path in new[] { "/admin/api/failed-messages", "/admin/api/faults" })
        {
            var listed = await _admin.GetFromJsonAsync<JsonArray>(path, Cancellation);
            Assert.Contains(listed ?? [], row => row?["id"]?.GetValue<Guid>() == message.Id);
        }

        using var retried = await _admin.PostAsync($"/admin/api/failed-messages/{message.Id}/retry", null, Cancellation);
        using var again = await _admin.PostAsync($"/admin/api/faults/{message.Id}/retry", null, Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound), (retried.StatusCode, again.StatusCode));
        Assert.Equal([message.Id], _stubs.Retried);
    }

    [Fact]
    public async Task Forwards_commands_to_their_service()
    {
        _stubs.Sources.Clear();
        _stubs.Sources.Add(Source("HuggingFaceDaily"));
        _stubs.Sources.Add(Source("ArxivAtom") with { Enabled = false, OffBecause = "disabled" });
        _stubs.Commands.Clear();

        var listed = await _admin.GetFromJsonAsync<JsonArray>("/admin/api/sources", Cancellation);
        Assert.Equal(["HuggingFaceDaily", "ArxivAtom"], listed?.Select(one => one?["name"]?.GetValue<string>()) ?? []);

        foreach (var (path, status) in new[]
        {
            ("/admin/api/sources/HuggingFaceDaily", 202), ("/admin/api/harvests/ArxivAtom", 409), ("/admin/api/sources/a%2F..%2Fb", 404),
            ("/admin/api/republish?what=papers", 202), ("/admin/api/republish?what=tags", 202), ("/admin/api/republish?what=links", 202),
            ("/admin/api/republish?what=all", 400), ("/admin/api/republish", 400),
            ("/admin/api/duplicates/7/join", 204), ("/admin/api/twins/7/dismiss", 204),
            ("/admin/api/papers/split?id=hep-th%2F9901001&source=bibtex&key=doi:10.1/x", 204),
        })
        {
            using var response = await _admin.PostAsync(path, null, Cancellation);
            Assert.True((int)response.StatusCode == status, $"{path}: {response.StatusCode}");
        }

        Assert.Equal(
            [
                "/internal/harvests/HuggingFaceDaily", "/internal/republish?what=papers", "/internal/republish?what=tags", "/internal/republish?what=links",
                "/internal/twins/7/join", "/internal/twins/7/dismiss", "/internal/papers/hep-th%2F9901001/split?source=bibtex&key=doi%3A10.1%2Fx",
            ],
            _stubs.Commands);
        Assert.Equal(1_200, (await _admin.GetFromJsonAsync<JsonArray>("/admin/api/republish", Cancellation))?[0]?["told"]?.GetValue<int>());
    }

    internal static HarvestStatus Source(string name) => new()
    {
        Name = name,
        Enabled = true,
        State = HarvestState.Idle,
        FailuresInARow = 0,
        NewPapers = 12,
        ChangedPapers = 3,
        Rejected = 1,
        Requests = 40,
    };

    [Theory]
    [InlineData("edition=weekly&date=2025-03-14")]
    [InlineData("date=2025-03-14")]
    [InlineData("edition=daily")]
    [InlineData("edition=daily&date=14.03.2025")]
    [InlineData("edition=daily&date=2025-02-30")]
    public async Task Rejects_an_unknown_edition_or_date(string query)
    {
        using var response = await _admin.PostAsync($"/admin/api/digests?{query}", null, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_admin_can_publish_an_edition()
    {
        await SampleEvents.For(_site.Services).PapersAsync(Paper("a"), Paper("b"));

        using var response = await _admin.PostAsync("/admin/api/digests?edition=daily&date=2025-03-14", null, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(2, (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))?["papers"]?.GetValue<int>());
    }
}
