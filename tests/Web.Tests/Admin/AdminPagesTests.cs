using System.Net;
using System.Text;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Admin;

public sealed class AdminPagesTests(AdminSite admin) : AdminPageTest(admin)
{
    private const string Hostile = "<script>alert(1)</script>";

    [Fact]
    public async Task Sources_show_errors_and_can_be_run()
    {
        Stubs.Sources.Clear();
        Stubs.Sources.Add(AdminEndpointsTests.Source("HuggingFaceDaily") with { FailuresInARow = 3, LastError = Hostile, State = HarvestState.Waiting });
        Stubs.Sources.Add(AdminEndpointsTests.Source("ArxivAtom") with { Enabled = false, OffBecause = "set Ingest:Sources:ArxivAtom:Enabled" });

        var page = await PageAsync("/admin/sources");
        Assert.Contains("3 failures", page);
        Assert.Contains("set Ingest:Sources:ArxivAtom:Enabled", page);

        using var started = await PostAsync("/admin/sources", ("name", "HuggingFaceDaily"));
        Assert.Equal("/admin/sources?done=fetch-started", started.Headers.Location?.OriginalString);
        Assert.Equal(["/internal/harvests/HuggingFaceDaily"], Stubs.Commands);
        Assert.Contains("role=\"status\"", await PageAsync("/admin/sources?done=fetch-started"));

        using var off = await PostAsync("/admin/sources", ("name", "ArxivAtom"));
        Assert.Equal(HttpStatusCode.Conflict, off.StatusCode);
        Assert.Contains("set Ingest:Sources:ArxivAtom:Enabled", await off.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_notice_shows_only_known_texts() =>
        Assert.DoesNotContain("role=\"status\"", await PageAsync("/admin/sources?done=deceive"));

    [Theory]
    [InlineData("/admin/harvests?done=retried", "/admin/sources?done=retried")]
    [InlineData("/admin/twins", "/admin/duplicates")]
    [InlineData("/admin/faults/0195a7b4-0000-7000-8000-000000000000/retry", "/admin/failed-messages/0195a7b4-0000-7000-8000-000000000000/retry")]
    [InlineData("/admin/faults/a%0d%0ab", "/admin/failed-messages/a%0D%0Ab")]
    public async Task Redirects_paths_of_earlier_versions(string old, string path)
    {
        using var response = await Admin.GetAsync(old, Cancellation);

        Assert.Equal((HttpStatusCode.PermanentRedirect, path), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Streams_an_uploaded_file_to_Ingest()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("ignored"), "other" },
            { new ByteArrayContent(new byte[40 * 1024 * 1024]), "file", "meine Übersicht.jsonl" },
        };
        using var response = await Admin.PostAsync("/admin/imports", form, Cancellation);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var path = response.Headers.Location?.OriginalString ?? "";
        Assert.Equal(("meine Übersicht.jsonl", 40L * 1024 * 1024), Stubs.Imports[Guid.Parse(path["/admin/imports/".Length..])]);
        var page = WebUtility.HtmlDecode(await PageAsync(path));
        Assert.Contains("meine Übersicht.jsonl", page);
        Assert.Contains("missing <title>", page);
        Assert.Contains(path, await PageAsync("/admin/imports"));
    }

    [Fact]
    public async Task Rejects_an_upload_without_a_file()
    {
        using var empty = await Admin.PostAsync("/admin/imports", new MultipartFormDataContent { { new StringContent("x"), "other" } }, Cancellation);
        using var text = await Admin.PostAsync("/admin/imports", new StringContent("x"), Cancellation);
        using var cut = new ByteArrayContent(Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nabc"));
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var broken = await Admin.PostAsync("/admin/imports", cut, Cancellation);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest),
            (empty.StatusCode, text.StatusCode, broken.StatusCode));
        Assert.Contains("file", await empty.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Shows_why_Ingest_rejected_a_file_name()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "../passwd" } };
        using var response = await Admin.PostAsync("/admin/imports", form, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("slash", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Duplicates_can_be_merged_and_kept_separate()
    {
        Stubs.Duplicates.Clear();
        Stubs.Duplicates.Add(new() { Id = 7, One = Duplicate("2503.00001"), Other = Duplicate("t-1"), Suspicion = TwinSuspicion.SameTitle, Reason = "same title", Since = DateTimeOffset.UnixEpoch });

        var page = await PageAsync("/admin/duplicates");
        Assert.Contains("same title", page);
        Assert.Contains("/admin/papers?id=2503.00001", page);

        using var merged = await PostAsync("/admin/duplicates/7/join");
        using var separate = await PostAsync("/admin/duplicates/7/dismiss");
        Assert.Equal(
            ("/admin/duplicates?done=merged", "/admin/duplicates?done=kept-separate"),
            (merged.Headers.Location?.OriginalString, separate.Headers.Location?.OriginalString));
        Assert.Equal(["/internal/twins/7/join", "/internal/twins/7/dismiss"], Stubs.Commands);
    }

    [Fact]
    public async Task A_source_record_can_be_split_off()
    {
        Stubs.Paper = Catalogued();

        var page = await PageAsync("/admin/papers?id=hep-th%2F9901001");
        foreach (var part in new[] { "preferred source", "bibtex", "doi:10.1/x", "/admin/papers/split", "3 upvotes" })
        {
            Assert.Contains(part, page);
        }

        using var split = await PostAsync("/admin/papers/split", ("id", "hep-th/9901001"), ("source", "bibtex"), ("key", "doi:10.1/x"));
        Assert.Equal("/admin/papers?id=hep-th%2F9901001&done=split", split.Headers.Location?.OriginalString);
        Assert.Equal(["/internal/papers/hep-th%2F9901001/split?source=bibtex&key=doi%3A10.1%2Fx"], Stubs.Commands);

        Stubs.Paper = null;
        using var unknown = await Admin.GetAsync("/admin/papers?id=none", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Failed_messages_can_be_retried_on_the_page()
    {
        var message = new Fault { Id = Guid.NewGuid(), Service = "tagging", Queue = "tagging-tag-papers", Event = "PapersIngested", Reason = Hostile, FailedAt = DateTimeOffset.UnixEpoch };
        Stubs.FailedMessages.Add(message);

        Assert.Contains($"/admin/failed-messages/{message.Id}/retry", await PageAsync("/admin/failed-messages"));
        using var retried = await PostAsync($"/admin/failed-messages/{message.Id}/retry");
        using var again = await PostAsync($"/admin/failed-messages/{message.Id}/retry");

        Assert.Equal(("/admin/failed-messages?done=retried", HttpStatusCode.NotFound), (retried.Headers.Location?.OriginalString, again.StatusCode));
    }

    [Fact]
    public async Task The_overview_shows_counts_and_starts_republishing()
    {
        var page = await PageAsync("/admin");
        Assert.Contains("1,200 papers", page);
        foreach (var service in new[] { "ingest", "tagging", "linkcheck", "notification", "web" })
        {
            Assert.Contains($"<strong>{service}</strong>", page);
        }

        using var started = await PostAsync("/admin/republish", ("what", "links"));
        using var unknown = await PostAsync("/admin/republish", ("what", "all"));
        Assert.Equal(("/admin?done=republishing", HttpStatusCode.BadRequest), (started.Headers.Location?.OriginalString, unknown.StatusCode));
        Assert.Equal(["/internal/republish?what=links"], Stubs.Commands);
    }

    [Theory]
    [InlineData("/admin", "/internal/counts", "id=\"republish\"")]
    [InlineData("/admin", "/internal/republish", "class=\"figures\"")]
    [InlineData("/admin/sources", "/internal/harvests", "<h1>Sources")]
    [InlineData("/admin/imports", "/internal/imports", "type=\"file\"")]
    [InlineData("/admin/duplicates", "/internal/twins", "name=\"id\"")]
    [InlineData("/admin/papers?id=a", "/internal/papers", "name=\"id\"")]
    [InlineData("/admin/failed-messages", "/internal/faults", "<h1>Failed messages")]
    public async Task Names_an_unavailable_service_and_shows_the_rest(string path, string failsAt, string rest)
    {
        Stubs.FailsAt = failsAt;

        var page = await PageAsync(path);

        Assert.Contains("ingest is unavailable: database unavailable", page);
        Assert.Contains(rest, page);
    }

    [Fact]
    public async Task Shows_why_a_service_rejected_a_command()
    {
        Stubs.FailsAt = "/internal/republish";

        using var response = await PostAsync("/admin/republish", ("what", "papers"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("database unavailable", await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static TwinPaper Duplicate(string id) => new() { PaperId = new(id), Title = $"Title of {id} {Hostile}", Day = Day };

    private static CataloguedPaper Catalogued() => new()
    {
        PaperId = new("hep-th/9901001"),
        Revision = 3,
        Paper = Paper("hep-th/9901001", Hostile),
        Fields = [new("title", "arxiv-atom", "preferred source"), new("doi", null, "no source")],
        Sources = [Statement("arxiv-atom", "hep-th/9901001"), Statement("bibtex", "doi:10.1/x")],
        History = [new(2, ["title"], DateTimeOffset.UnixEpoch)],
        Observations = [Seen("hep-th/9901001", upvotes: 3)],
    };

    private static SourceStatement Statement(string source, string key) => new()
    {
        Source = source,
        Key = key,
        Title = Hostile,
        Abstract = Hostile,
        SaidAt = DateTimeOffset.UnixEpoch,
        Placement = StatementPlacement.Found,
    };
}
