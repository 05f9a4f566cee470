using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Papers.Contracts.Operations;
using Papers.Web.Tests.Admin;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Status;

public sealed class StatusReaderTests(AdminSite admin) : IClassFixture<AdminSite>, IDisposable
{
    private readonly StubServices _stubs = admin.Stubs;
    private readonly WebSite _site = admin.Site;
    private readonly HttpClient _admin = admin.OpenAdmin();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _admin.Dispose();

    [Fact]
    public async Task The_status_combines_the_counts_of_all_services()
    {
        foreach (var (name, value) in new[]
        {
            (TallyNames.Papers, 5L), (TallyNames.Revisions, 6), (TallyNames.TaggedRevisions, 4), (TallyNames.LinksFound, 7),
            (TallyNames.LinksChecked, 3), (TallyNames.Subscribers, 2), (TallyNames.MailsSent, 1),
        })
        {
            _stubs.Tallies[name] = value;
        }

        await SampleEvents.For(_site.Services).PapersAsync(Paper("a", revision: 2), Paper("b"));
        await _site.IndexedAsync(3);

        var status = await _admin.GetFromJsonAsync<JsonObject>("/admin/api/status", Cancellation);

        Assert.Equal(
            """{"papers":5,"tagged":3,"searchable":2,"linksFound":7,"linksChecked":3,"subscribers":2,"mailsSent":1,"outboxPending":8,"faults":0}""",
            status?.ToJsonString());
    }

    [Theory]
    [InlineData("tagging")]
    [InlineData("ingest")]
    [InlineData("linkcheck", "notification")]
    public async Task Names_the_services_that_time_out(params string[] hanging)
    {
        var watch = Stopwatch.StartNew();
        _stubs.Hanging.UnionWith(hanging);
        using var response = await _admin.GetAsync("/admin/api/status", Cancellation);
        _stubs.Hanging.Clear();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(hanging, await UnavailableAsync(response));
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.5, 20);
    }

    [Fact]
    public async Task Names_the_unavailable_server_instead_of_its_services()
    {
        _stubs.UnavailableServer = "postgres";
        using var response = await _admin.GetAsync("/admin/api/status", Cancellation);
        _stubs.UnavailableServer = null;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(["postgres"], await UnavailableAsync(response));
        Assert.Contains("postgres is unavailable: suspended", await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<IEnumerable<string?>> UnavailableAsync(HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        return problem?["services"]?.AsArray().Select(service => service?.GetValue<string>()) ?? [];
    }
}
