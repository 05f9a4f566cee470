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
    public async Task Tokens_that_go_round_are_an_error_and_the_next_set_is_read()
    {
        Stub.On(List("2026-02-01"), Replies.Oai("a", ("2602.00001", "2026-02-01")));
        Stub.On(Part("a"), Replies.Oai("b", ("2602.00002", "2026-02-02")));
        Stub.On(Part("b"), Replies.Oai("a", ("2602.00003", "2026-02-03")));
        Stub.On(ListOf("cs:cs:CV", "2026-02-01"), Replies.Oai(null, ("2602.00004", "2026-02-04")));

        var status = await HarvestAsync(NewReplica(Source, TwoSets), Source);

        Assert.Contains("cs:cs:CL", status.LastError, StringComparison.Ordinal);
        Assert.Contains("2602.00004", await PapersAsync(), StringComparison.Ordinal);
        Assert.Equal(4, Stub.Asked.Count);
    }

    [Fact]
    public async Task A_list_longer_than_announced_is_an_error()
    {
        Stub.On(List("2026-02-01"), Sized(2, Replies.Oai("a", ("2602.00001", "2026-02-01"), ("2602.00002", "2026-02-01"))));
        Stub.On(Part("a"), Sized(2, Replies.Oai("b", ("2602.00003", "2026-02-02"))));

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Contains("does not end", status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_its_records_is_requested_again()
    {
        Stub.On(List("2026-02-01"), Sized(8, Replies.Oai("")), Replies.Oai(null, ("2602.00001", "2026-02-01")));

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Equal((0, 1L, 2L), (status.FailuresInARow, status.NewPapers, status.Requests));
    }

    [Fact]
    public async Task A_datestamp_in_the_future_does_not_skip_days_after_an_expired_token()
    {
        Stub.On(List("2026-02-01"), Replies.Oai("a", ("2602.00001", "2026-02-03"), ("2602.00002", "2099-01-01")));
        Stub.On(Part("a"), Replies.OaiError("badResumptionToken"));
        Stub.On(List("2026-02-03"), Replies.Oai(null, ("2602.00003", "2026-02-04")));

        await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Equal([List("2026-02-01"), Part("a"), List("2026-02-03")], Stub.Asked);
    }

    [Fact]
    public async Task A_set_that_is_refused_is_named_and_the_next_one_read()
    {
        Stub.On(List("2026-02-01"), Replies.OaiError("badArgument"));
        Stub.On(ListOf("cs:cs:CV", "2026-02-01"), Replies.Oai(null, ("2602.00004", "2026-02-04")));

        var status = await HarvestAsync(NewReplica(Source, TwoSets), Source);

        Assert.Contains("cs:cs:CL", status.LastError, StringComparison.Ordinal);
        Assert.Equal("2602.00004", await PapersAsync());
    }

    private static (string, string)[] TwoSets => [("Sets", "cs:cs:CL,cs:cs:CV"), ("From", "2026-02-01")];

    private static string ListOf(string set, string from) => $"/oai?verb=ListRecords&metadataPrefix=arXiv&set={set}&from={from}";

    private static string Sized(int size, string reply) => reply.Replace("<resumptionToken>", $"<resumptionToken completeListSize=\"{size}\">", StringComparison.Ordinal);

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
