using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Papers.Contracts.Operations;
using Papers.Web.Tests.Admin;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Status;

public sealed class StatusReaderTests(OperatedSite operated) : IClassFixture<OperatedSite>, IDisposable
{
    private readonly StubServices _parts = operated.Parts;
    private readonly WebSite _site = operated.Site;
    private readonly HttpClient _operator = operated.OpenOperator();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task The_status_is_what_the_parts_count_and_this_one_has_indexed()
    {
        foreach (var (name, value) in new[]
        {
            (TallyNames.Papers, 5L), (TallyNames.Revisions, 6), (TallyNames.TaggedRevisions, 4), (TallyNames.LinksFound, 7),
            (TallyNames.LinksChecked, 3), (TallyNames.Subscribers, 2), (TallyNames.MailsSent, 1),
        })
        {
            _parts.Tallies[name] = value;
        }

        await SampleEvents.For(_site.Services).PapersAsync(Paper("a", revision: 2), Paper("b"));
        await _site.IndexedAsync(3);

        var status = await _operator.GetFromJsonAsync<JsonObject>("/admin/api/status", Cancellation);

        Assert.Equal(
            """{"papers":5,"tagged":3,"searchable":2,"linksFound":7,"linksChecked":3,"subscribers":2,"mailsSent":1,"outboxPending":8,"faults":0}""",
            status?.ToJsonString());
    }

    [Theory]
    [InlineData("tagging")]
    [InlineData("ingest")]
    [InlineData("linkcheck", "notification")]
    public async Task Parts_that_do_not_answer_within_two_seconds_are_named_and_no_others(params string[] hanging)
    {
        var watch = Stopwatch.StartNew();
        _parts.Hanging.UnionWith(hanging);
        using var response = await _operator.GetAsync("/admin/api/status", Cancellation);
        _parts.Hanging.Clear();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(hanging, await SilentPartsAsync(response));
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.5, 20);
    }

    [Fact]
    public async Task A_server_of_which_services_say_that_it_does_not_answer_is_named_instead_of_them()
    {
        _parts.SilentServer = "postgres";
        using var response = await _operator.GetAsync("/admin/api/status", Cancellation);
        _parts.SilentServer = null;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(["postgres"], await SilentPartsAsync(response));
        Assert.Contains("postgres does not answer: It sleeps", await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<IEnumerable<string?>> SilentPartsAsync(HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        return problem?["parts"]?.AsArray().Select(part => part?.GetValue<string>()) ?? [];
    }
}
