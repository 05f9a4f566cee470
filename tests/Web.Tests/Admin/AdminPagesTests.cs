using System.Net;
using System.Text;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Admin;

public sealed class AdminPagesTests(OperatedSite operated) : AdminPageTest(operated)
{
    private const string Hostile = "<script>alert(1)</script>";

    [Fact]
    public async Task Sources_are_shown_with_what_went_wrong_and_one_can_be_run_now()
    {
        Parts.Harvests.Clear();
        Parts.Harvests.Add(AdminEndpointsTests.Harvest("HuggingFaceDaily") with { FailuresInARow = 3, LastError = Hostile, State = HarvestState.Waiting });
        Parts.Harvests.Add(AdminEndpointsTests.Harvest("ArxivAtom") with { Enabled = false, OffBecause = "Set Ingest:Sources:ArxivAtom:Enabled." });

        var page = await PageAsync("/admin/harvests");
        Assert.Contains("3 failures in a row", page);
        Assert.Contains("Set Ingest:Sources:ArxivAtom:Enabled.", page);

        using var ordered = await PostAsync("/admin/harvests", ("name", "HuggingFaceDaily"));
        Assert.Equal("/admin/harvests?done=harvest", ordered.Headers.Location?.OriginalString);
        Assert.Equal(["/internal/harvests/HuggingFaceDaily"], Parts.Orders);
        Assert.Contains("The harvest was ordered.", await PageAsync("/admin/harvests?done=harvest"));

        using var off = await PostAsync("/admin/harvests", ("name", "ArxivAtom"));
        Assert.Equal(HttpStatusCode.Conflict, off.StatusCode);
        Assert.Contains("Set Ingest:Sources:ArxivAtom:Enabled.", await off.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_note_can_say_only_what_this_site_says() =>
        Assert.DoesNotContain("deceive", await PageAsync("/admin/harvests?done=deceive"));

    [Fact]
    public async Task A_file_goes_through_the_form_as_it_comes()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("ignored"), "other" },
            { new ByteArrayContent(new byte[40 * 1024 * 1024]), "file", "meine Übersicht.jsonl" },
        };
        using var response = await Operator.PostAsync("/admin/imports", form, Cancellation);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var path = response.Headers.Location?.OriginalString ?? "";
        Assert.Equal(("meine Übersicht.jsonl", 40L * 1024 * 1024), Parts.Imports[Guid.Parse(path["/admin/imports/".Length..])]);
        var page = WebUtility.HtmlDecode(await PageAsync(path));
        Assert.Contains("meine Übersicht.jsonl", page);
        Assert.Contains("It has no <title>.", page);
        Assert.Contains(path, await PageAsync("/admin/imports"));
    }

    [Fact]
    public async Task What_is_no_file_is_said_at_the_form()
    {
        using var empty = await Operator.PostAsync("/admin/imports", new MultipartFormDataContent { { new StringContent("x"), "other" } }, Cancellation);
        using var text = await Operator.PostAsync("/admin/imports", new StringContent("x"), Cancellation);
        using var cut = new ByteArrayContent(Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nabc"));
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var broken = await Operator.PostAsync("/admin/imports", cut, Cancellation);

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest),
            (empty.StatusCode, text.StatusCode, broken.StatusCode));
        Assert.Contains("No file was chosen", await empty.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_name_that_Ingest_refuses_is_refused_in_its_words()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "../passwd" } };
        using var response = await Operator.PostAsync("/admin/imports", form, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("no slash", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Twins_can_be_joined_and_kept_apart()
    {
        Parts.Twins.Clear();
        Parts.Twins.Add(new() { Id = 7, One = Twin("2503.00001"), Other = Twin("t-1"), Suspicion = TwinSuspicion.SameTitle, Reason = "One title.", Since = DateTimeOffset.UnixEpoch });

        var page = await PageAsync("/admin/twins");
        Assert.Contains("1 pair is waiting", page);
        Assert.Contains("/admin/papers?id=2503.00001", page);

        using var joined = await PostAsync("/admin/twins/7/join");
        using var dismissed = await PostAsync("/admin/twins/7/dismiss");
        Assert.Equal(("/admin/twins?done=joined", "/admin/twins?done=dismissed"), (joined.Headers.Location?.OriginalString, dismissed.Headers.Location?.OriginalString));
        Assert.Equal(["/internal/twins/7/join", "/internal/twins/7/dismiss"], Parts.Orders);
    }

    [Fact]
    public async Task A_paper_shows_what_each_source_says_and_one_can_be_split_off()
    {
        Parts.Paper = Catalogued();

        var page = await PageAsync("/admin/papers?id=hep-th%2F9901001");
        foreach (var part in new[] { "arXiv is trusted for titles.", "bibtex", "doi:10.1/x", "Split off bibtex", "3 upvotes" })
        {
            Assert.Contains(part, page);
        }

        using var split = await PostAsync("/admin/papers/split", ("id", "hep-th/9901001"), ("source", "bibtex"), ("key", "doi:10.1/x"));
        Assert.Equal("/admin/papers?id=hep-th%2F9901001&done=split", split.Headers.Location?.OriginalString);
        Assert.Equal(["/internal/papers/hep-th%2F9901001/split?source=bibtex&key=doi%3A10.1%2Fx"], Parts.Orders);

        Parts.Paper = null;
        using var unknown = await Operator.GetAsync("/admin/papers?id=none", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Faults_are_shown_as_text_and_can_be_sent_again()
    {
        var fault = new Fault { Id = Guid.NewGuid(), Service = "tagging", Queue = "tagging-tag-papers", Event = "PapersIngested", Reason = Hostile, FailedAt = DateTimeOffset.UnixEpoch };
        Parts.Faults.Add(fault);

        Assert.Contains($"/admin/faults/{fault.Id}/retry", await PageAsync("/admin/faults"));
        using var retried = await PostAsync($"/admin/faults/{fault.Id}/retry");
        using var again = await PostAsync($"/admin/faults/{fault.Id}/retry");

        Assert.Equal(("/admin/faults?done=retried", HttpStatusCode.NotFound), (retried.Headers.Location?.OriginalString, again.StatusCode));
    }

    [Fact]
    public async Task The_overview_counts_and_has_facts_told_again()
    {
        var page = await PageAsync("/admin");
        Assert.Contains("1,200 papers so far", page);
        foreach (var part in new[] { "ingest", "tagging", "linkcheck", "notification", "web" })
        {
            Assert.Contains($"<strong>{part}</strong>", page);
        }

        using var ordered = await PostAsync("/admin/republish", ("what", "links"));
        using var unknown = await PostAsync("/admin/republish", ("what", "all"));
        Assert.Equal(("/admin?done=republish", HttpStatusCode.BadRequest), (ordered.Headers.Location?.OriginalString, unknown.StatusCode));
        Assert.Equal(["/internal/republish?what=links"], Parts.Orders);
    }

    [Theory]
    [InlineData("/admin", "/internal/counts", "Tell again")]
    [InlineData("/admin", "/internal/republish", "Subscribers")]
    [InlineData("/admin/harvests", "/internal/harvests", "Sources that are asked")]
    [InlineData("/admin/imports", "/internal/imports", "A file of papers")]
    [InlineData("/admin/twins", "/internal/twins", "Look up")]
    [InlineData("/admin/papers?id=a", "/internal/papers", "Look up")]
    [InlineData("/admin/faults", "/internal/faults", "Messages that failed")]
    public async Task A_part_that_is_away_is_named_and_the_rest_is_shown(string path, string brokenAt, string rest)
    {
        Parts.BrokenAt = brokenAt;

        var page = await PageAsync(path);

        Assert.Contains("ingest does not answer: the database is away", page);
        Assert.Contains(rest, page);
    }

    [Fact]
    public async Task An_order_that_a_part_cannot_take_is_not_called_done()
    {
        Parts.BrokenAt = "/internal/republish";

        using var response = await PostAsync("/admin/republish", ("what", "papers"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("the database is away", await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static TwinPaper Twin(string id) => new() { PaperId = new(id), Title = $"Title of {id} {Hostile}", Day = Day };

    private static CataloguedPaper Catalogued() => new()
    {
        PaperId = new("hep-th/9901001"),
        Revision = 3,
        Paper = Paper("hep-th/9901001", Hostile),
        Fields = [new("title", "arxiv-atom", "arXiv is trusted for titles."), new("doi", null, "No source says one.")],
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
