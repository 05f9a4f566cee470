using Microsoft.Extensions.DependencyInjection;
using Papers.Contracts.Ingest;
using Papers.Ingest.Tests.Harvest;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Sources.HuggingFaceDaily;

public sealed class HuggingFaceDailyHarvestTests(TestServers servers) : HarvestTest(servers)
{
    private const string Source = "HuggingFaceDaily";

    [Fact]
    public async Task Days_are_read_the_latest_first_and_then_what_was_missed()
    {
        Days((8, "[]"), (9, Replies.Daily(("2602.00009", 1))), (10, Replies.Daily(("2602.00010", 2))), (11, new StubReply("{\"error\":\"in the future\"}", 400)));

        var status = await HarvestAsync(NewReplica(Source, ("From", "2026-02-08"), ("RecentDays", "2")), Source);

        Assert.Equal([Day(11), Day(10), Day(8), Day(9)], Stub.Asked);
        Assert.Equal("2602.00009 2602.00010", await PapersAsync());
        Assert.Equal("2026-02-09", await AskAsync<string>("SELECT day::text FROM papers WHERE paper_id = '2602.00009'"));
        Assert.Equal(("2026-02-08 to 2026-02-10 done.", HarvestState.Idle, 2L, 4L), (status.Cursor, status.State, status.NewPapers, status.Requests));
        Assert.Equal(status.LastSucceededAt + TimeSpan.FromHours(1), status.NextAt);
        Assert.StartsWith("Papers/", Stub.Requests.First().Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_day_that_always_fails_is_shown_and_retried_and_the_others_are_read_once()
    {
        var replica = NewReplica(Source, ("From", "2026-02-07"), ("RecentDays", "1"));
        Days((11, "[]"), (7, "[]"), (8, new StubReply("", 500)), (9, Replies.Daily(("2602.00009", 1))), (10, Replies.Daily(("2602.00010", 2))));
        var status = await HarvestAsync(replica, Source);
        Assert.Equal((HarvestState.Waiting, "2026-02-07 to 2026-02-10 done, missing 2026-02-08."), (status.State, status.Cursor));
        Assert.Equal("2602.00009 2602.00010", await PapersAsync());

        Time.Advance(TimeSpan.FromMinutes(2));
        Stub.Requests.Clear();
        Days((8, Replies.Daily(("2602.00008", 1))));
        status = await HarvestAsync(replica, Source);

        Assert.Equal([Day(11), Day(8)], Stub.Asked);
        Assert.Equal("2026-02-07 to 2026-02-10 done.", status.Cursor);
    }

    [Fact]
    public async Task A_server_that_ignores_the_page_is_asked_twice_and_a_bad_row_rejected_once()
    {
        var rows = Replies.Daily([.. Enumerable.Range(1, 99).Select(n => ($"2602.{n:00000}", 1))]);
        var full = rows[..^1] + ",{\"paper\":{\"id\":7}}]";
        Stub.On(Day(11), full);
        Stub.On($"{Day(11)}&p=1", full);

        var status = await HarvestAsync(NewReplica(Source, ("From", "2026-02-11")), Source);

        Assert.Equal((2L, 1L, 99L), (status.Requests, status.Rejected, status.NewPapers));
    }

    [Fact]
    public async Task Recent_days_are_asked_again_and_new_counts_make_no_revision()
    {
        var replica = NewReplica(Source, ("From", "2026-02-10"), ("RecentDays", "2"));
        Days((11, "[]"), (10, Replies.Daily(("2602.00010", 2))));
        await HarvestAsync(replica, Source);

        Time.Advance(TimeSpan.FromHours(2));
        Days((11, Replies.Daily(("2602.00011", 0))), (10, Replies.Daily(("2602.00010", 40))));
        var status = await HarvestAsync(replica, Source);

        Assert.Equal((2L, 0L), (status.NewPapers, status.ChangedPapers));
        Assert.Equal("40", await AskAsync<string>("SELECT upvotes::text FROM observed_counts WHERE paper_id = '2602.00010'"));
        Assert.Equal("1", await AskAsync<string>("SELECT revision::text FROM papers WHERE paper_id = '2602.00010'"));
    }

    [Fact]
    public async Task A_missed_week_is_caught_up()
    {
        var replica = NewReplica(Source, ("From", "2026-02-10"), ("RecentDays", "1"));
        Days((11, Replies.Daily(("2602.00011", 2))), (10, "[]"));
        await HarvestAsync(replica, Source);

        Time.Advance(TimeSpan.FromDays(7));
        Days((18, "[]"), (12, "[]"), (13, "[]"), (14, "[]"), (15, "[]"), (16, "[]"), (17, "[]"), (11, Replies.Daily(("2602.00011", 2), ("2602.00012", 2))));
        var status = await HarvestAsync(replica, Source);

        // The day of the last harvest had not been over.
        Assert.Equal("2602.00011 2602.00012", await PapersAsync());
        Assert.Equal("2026-02-10 to 2026-02-17 done.", status.Cursor);
    }

    [Fact]
    public async Task A_reply_that_is_cut_off_is_asked_for_again_and_nothing_is_salvaged_from_it()
    {
        Days((11, "[]"));
        Stub.On(Day(10), new StubReply(Replies.Daily(("2602.00010", 2), ("2602.00011", 3))) { IsCut = true }, new StubReply(Replies.Daily(("2602.00010", 2))[..^9]), Replies.Daily(("2602.00010", 2)));

        var status = await HarvestAsync(NewReplica(Source, ("From", "2026-02-10")), Source);

        Assert.Null(status.LastError);
        Assert.Equal([Day(11), Day(10), Day(10), Day(10)], Stub.Asked);
        Assert.Equal("2602.00010", await PapersAsync());
    }

    [Fact]
    public async Task A_page_for_people_counts_as_a_failure_after_a_few_tries_and_later_all_goes_on()
    {
        var replica = NewReplica(Source, ("From", "2026-02-11"));
        Days((11, Replies.Page));

        var status = await HarvestAsync(replica, Source);

        Assert.Equal((HarvestState.Waiting, 1, 4), (status.State, status.FailuresInARow, Stub.Asked.Count));
        Assert.Contains("Failed 4 times", status.LastError, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(1), status.NextAt - status.LastErrorAt);

        Days((11, Replies.Daily(("2602.00011", 2))));
        Time.Advance(TimeSpan.FromMinutes(1));
        status = await HarvestAsync(replica, Source);
        Assert.Equal((HarvestState.Idle, 0, 1L), (status.State, status.FailuresInARow, status.NewPapers));
    }

    [Fact]
    public async Task A_harvest_that_is_stopped_in_the_middle_goes_on_where_it_was()
    {
        Days((11, "[]"), (8, Replies.Daily(("2602.00008", 1))), (9, new StubReply("[]") { After = new TaskCompletionSource().Task }), (10, "[]"));
        var replica = NewReplica(Source, ("From", "2026-02-08"), ("RecentDays", "1"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await replica.GetRequiredService<Papers.Ingest.Harvest.HarvestStore>().EnsureAsync([Source], Cancellation);
        var harvest = replica.GetRequiredService<Papers.Ingest.Harvest.HarvestSource>().RunIfDueAsync(SourceOf(replica, Source), stop.Token);
        await Eventually.TrueAsync(() => Stub.Asked.Contains(Day(9)), TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harvest);

        Days((9, Replies.Daily(("2602.00009", 1))));
        var before = Stub.Asked.Count;
        await HarvestAsync(NewReplica(Source, ("From", "2026-02-08"), ("RecentDays", "1")), Source);

        Assert.Equal([Day(11), Day(9), Day(10)], Stub.Asked.Skip(before));
        Assert.Equal("2602.00008 2602.00009", await PapersAsync());
        Assert.Equal(2, await AskAsync<long>("SELECT count(*) FROM outbox WHERE exchange LIKE '%PapersIngested'"));
    }

    private static string Day(int day, int page = 0) => $"/api/daily_papers?date=2026-02-{day:00}&limit=100{(page > 0 ? $"&p={page}" : "")}";

    private void Days(params (int Day, StubReply Reply)[] days)
    {
        foreach (var (day, reply) in days)
        {
            Stub.On(Day(day), reply);
        }
    }
}
