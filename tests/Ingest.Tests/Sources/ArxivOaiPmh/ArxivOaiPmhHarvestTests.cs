using Papers.Ingest.Tests.Harvest;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Sources.ArxivOaiPmh;

public sealed class ArxivOaiPmhHarvestTests(TestServers servers) : HarvestTest(servers)
{
    private const string Source = "ArxivOaiPmh";

    [Fact]
    public async Task A_list_is_read_part_by_part_and_next_time_from_the_day_before()
    {
        var replica = NewReplica(Source, Settings);
        Stub.On(List("2026-02-01"), Replies.Oai("t|1", ("2602.00001", "2026-02-01"), ("2602.00002", "2026-02-02")));
        Stub.On(Part("t%7C1"), Replies.Oai(null, ("2602.00003", "2026-02-03"), ("-2602.00001", "2026-02-04")));
        var status = await HarvestAsync(replica, Source);
        Assert.Equal((0, "cs:cs:CL up to 2026-02-10"), (status.FailuresInARow, status.Cursor));

        Time.Advance(TimeSpan.FromHours(13));
        Stub.On(List("2026-02-10"), Replies.OaiError("noRecordsMatch"));
        status = await HarvestAsync(replica, Source);

        Assert.Equal((0, 3L, "cs:cs:CL up to 2026-02-11"), (status.FailuresInARow, status.Requests, status.Cursor));
        Assert.Contains("2602.00002 2602.00003", await PapersAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_whose_token_has_expired_is_begun_anew_from_the_last_day()
    {
        Stub.On(List("2026-02-01"), Replies.Oai("t1", ("2602.00001", "2026-02-01"), ("2602.00002", "2026-02-05")));
        Stub.On(Part("t1"), Replies.OaiError("badResumptionToken"));
        Stub.On(List("2026-02-05"), Replies.Oai(null, ("2602.00002", "2026-02-05"), ("2602.00003", "2026-02-06")));

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Equal([List("2026-02-01"), Part("t1"), List("2026-02-05")], Stub.Asked);
        Assert.Equal((0, 3L), (status.FailuresInARow, status.NewPapers));
    }

    [Fact]
    public async Task Patience_is_had_for_as_long_as_the_source_asks()
    {
        Stub.On(List("2026-02-01"), new StubReply("", 503) { Headers = [("Retry-After", "1")] }, Replies.Oai(null, ("2602.00001", "2026-02-01")));

        await HarvestAsync(NewReplica(Source, Settings), Source);

        var at = Stub.Requests.Select(request => request.At).ToList();
        Assert.Equal(2, at.Count);
        Assert.True(TimeProvider.System.GetElapsedTime(at[0], at[1]) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_long_wait_ends_the_harvest_which_goes_on_after_it()
    {
        Stub.On(List("2026-02-01"), new StubReply("", 503) { Headers = [("Retry-After", "7200")] });

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Single(Stub.Asked);
        Assert.InRange((status.NextAt - status.LastErrorAt)!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
    }

    private static (string, string)[] Settings => [("Sets", "cs:cs:CL"), ("From", "2026-02-01")];

    private static string List(string from) => $"/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs:cs:CL&from={from}";

    private static string Part(string token) => $"/oai?verb=ListRecords&resumptionToken={token}";
}
