using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Admin;

public sealed class AdminEndpointsTests(OperatedSite operated) : IClassFixture<OperatedSite>, IDisposable
{
    private readonly StubServices _parts = operated.Parts;
    private readonly WebSite _site = operated.Site;
    private readonly HttpClient _operator = operated.OpenOperator();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _operator.Dispose();

    [Theory]
    [InlineData("GET", "/admin/api/status")]
    [InlineData("POST", "/admin/api/imports?name=a.jsonl")]
    [InlineData("POST", "/admin/api/digests?edition=daily&date=2025-03-14")]
    [InlineData("GET", "/admin/api/faults")]
    [InlineData("POST", "/admin/api/faults/0195a7b4-0000-7000-8000-000000000000/retry")]
    [InlineData("GET", "/admin/api/harvests")]
    [InlineData("POST", "/admin/api/harvests/ArxivRss")]
    [InlineData("POST", "/admin/api/republish?what=papers")]
    [InlineData("POST", "/admin/api/twins/1/join")]
    [InlineData("GET", "/admin/api/nothing")]
    public async Task Nobody_gets_in_without_the_token(string method, string path)
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
    public async Task What_services_tell_each_other_cannot_be_reached_from_outside(string path)
    {
        using var response = await _operator.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_file_goes_through_to_Ingest_and_its_report_can_be_read()
    {
        var file = new byte[40 * 1024 * 1024];
        using var response = await _operator.PostAsync("/admin/api/imports?name=my%20papers.jsonl.gz", new ByteArrayContent(file), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var (id, import) = Assert.Single(_parts.Imports);
        Assert.Equal(("my papers.jsonl.gz", file.LongLength), import);
        Assert.Equal($"/admin/api/imports/{id}", response.Headers.Location?.OriginalString);

        var report = await _operator.GetFromJsonAsync<JsonObject>(response.Headers.Location, Cancellation);
        Assert.Equal(97, report?["read"]?.GetValue<int>());
    }

    [Fact]
    public async Task What_Ingest_refuses_is_refused_with_its_words()
    {
        using var unnamed = await _operator.PostAsync("/admin/api/imports", new ByteArrayContent([1]), Cancellation);
        using var misnamed = await _operator.PostAsync("/admin/api/imports?name=..%2Fpasswd", new ByteArrayContent([1]), Cancellation);
        using var unknown = await _operator.GetAsync($"/admin/api/imports/{Guid.NewGuid()}", Cancellation);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound),
            (unnamed.StatusCode, misnamed.StatusCode, unknown.StatusCode));
        Assert.Contains("no slash", await misnamed.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Faults_of_all_services_are_listed_and_go_back_to_their_owner()
    {
        var fault = new Fault
        {
            Id = Guid.NewGuid(),
            Service = "tagging",
            Queue = "tagging-tag-papers",
            Event = "PapersIngested",
            Reason = "InvalidOperationException: <script>",
            FailedAt = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero),
        };
        _parts.Faults.Add(fault);

        var listed = await _operator.GetFromJsonAsync<JsonArray>("/admin/api/faults", Cancellation);
        Assert.Contains(listed ?? [], row => row?["id"]?.GetValue<Guid>() == fault.Id);

        using var retried = await _operator.PostAsync($"/admin/api/faults/{fault.Id}/retry", null, Cancellation);
        using var again = await _operator.PostAsync($"/admin/api/faults/{fault.Id}/retry", null, Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound), (retried.StatusCode, again.StatusCode));
        Assert.Equal([fault.Id], _parts.Retried);
    }

    [Fact]
    public async Task Orders_go_to_the_part_that_they_are_for_and_its_answer_comes_back()
    {
        _parts.Harvests.Clear();
        _parts.Harvests.Add(Harvest("HuggingFaceDaily"));
        _parts.Harvests.Add(Harvest("ArxivAtom") with { Enabled = false, OffBecause = "It is switched off." });
        _parts.Orders.Clear();

        var listed = await _operator.GetFromJsonAsync<JsonArray>("/admin/api/harvests", Cancellation);
        Assert.Equal(["HuggingFaceDaily", "ArxivAtom"], listed?.Select(one => one?["name"]?.GetValue<string>()) ?? []);

        foreach (var (path, status) in new[]
        {
            ("/admin/api/harvests/HuggingFaceDaily", 202), ("/admin/api/harvests/ArxivAtom", 409), ("/admin/api/harvests/a%2F..%2Fb", 404),
            ("/admin/api/republish?what=papers", 202), ("/admin/api/republish?what=tags", 202), ("/admin/api/republish?what=links", 202),
            ("/admin/api/republish?what=all", 400), ("/admin/api/republish", 400),
            ("/admin/api/twins/7/join", 204), ("/admin/api/twins/7/dismiss", 204),
            ("/admin/api/papers/split?id=hep-th%2F9901001&source=bibtex&key=doi:10.1/x", 204),
        })
        {
            using var response = await _operator.PostAsync(path, null, Cancellation);
            Assert.True((int)response.StatusCode == status, $"{path}: {response.StatusCode}");
        }

        Assert.Equal(
            [
                "/internal/harvests/HuggingFaceDaily", "/internal/republish?what=papers", "/internal/republish?what=tags", "/internal/republish?what=links",
                "/internal/twins/7/join", "/internal/twins/7/dismiss", "/internal/papers/hep-th%2F9901001/split?source=bibtex&key=doi%3A10.1%2Fx",
            ],
            _parts.Orders);
        Assert.Equal(1_200, (await _operator.GetFromJsonAsync<JsonArray>("/admin/api/republish", Cancellation))?[0]?["told"]?.GetValue<int>());
    }

    internal static HarvestStatus Harvest(string name) => new()
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
    public async Task Another_edition_or_a_day_that_is_none_is_refused(string query)
    {
        using var response = await _operator.PostAsync($"/admin/api/digests?{query}", null, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_digest_ordered_by_the_operator_is_ranked_and_leaves()
    {
        await SampleEvents.For(_site.Services).PapersAsync(Paper("a"), Paper("b"));

        using var response = await _operator.PostAsync("/admin/api/digests?edition=daily&date=2025-03-14", null, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(2, (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))?["papers"]?.GetValue<int>());
    }
}
