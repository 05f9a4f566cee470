using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Papers.Contracts.Ingest;
using Papers.Ingest.Harvest;
using Papers.ServiceDefaults.Telemetry;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Harvest;

public sealed class HarvestSourceTests(TestServers servers) : HarvestTest(servers)
{
    private const string Source = "HuggingFaceDaily";
    private const string Today = "/api/daily_papers?date=2026-02-11&limit=100";

    private static (string, string)[] FromToday => [("From", "2026-02-11")];

    [Fact]
    public async Task Two_replicas_at_once_ask_for_each_page_once()
    {
        var begun = new TaskCompletionSource();
        Stub.On(Today, new StubReply(Replies.Daily(("2602.00011", 1))) { After = begun.Task });
        var (one, other) = (NewReplica(Source, FromToday), NewReplica(Source, FromToday));
        await one.GetRequiredService<HarvestStore>().EnsureAsync([Source], Cancellation);

        var running = one.GetRequiredService<HarvestSource>().RunIfDueAsync(SourceOf(one, Source), Cancellation);
        await Eventually.TrueAsync(() => Stub.Asked.Count == 1, TimeSpan.FromSeconds(60));
        Assert.Equal(HarvestState.Running, (await StatusAsync(other, Source)).State);
        Assert.True(await other.GetRequiredService<HarvestReports>().TriggerAsync(SourceOf(other, Source), Cancellation));
        Assert.False(await other.GetRequiredService<HarvestSource>().RunIfDueAsync(SourceOf(other, Source), Cancellation));
        begun.SetResult();
        Assert.True(await WithTimeAsync(running));

        Assert.False(await other.GetRequiredService<HarvestSource>().RunIfDueAsync(SourceOf(other, Source), Cancellation));
        Assert.Single(Stub.Asked);
    }

    [Fact]
    public async Task One_request_at_a_time_and_none_before_its_time_over_sources_and_replicas()
    {
        (string, string)[] settings =
        [
            ("Ingest:Sources:ArxivRss:BaseUrl", Stub.Url), ("Ingest:Sources:ArxivRss:MinRequestInterval", "00:00:00.300"), ("Ingest:Sources:ArxivRss:Categories", "cs.CL"),
            ("Ingest:Sources:ArxivAtom:MinRequestInterval", "00:00:00.300"), ("Ingest:Sources:ArxivAtom:Query", "cat:cs.CL"), ("Ingest:Sources:ArxivAtom:PageSize", "1"),
        ];
        Stub.On("/rss/cs.CL", Replies.Rss("Wed, 11 Feb 2026", "2602.00001"));
        for (var start = 0; start < 3; start++)
        {
            Stub.On($"/api/query?search_query=cat%3Acs.CL&sortBy=lastUpdatedDate&sortOrder=descending&start={start}&max_results=1", Replies.Atom(3, start, ($"2602.0000{start + 1}", "2026-02-10")));
        }

        var (one, other) = (NewReplica("ArxivAtom", settings), NewReplica("ArxivAtom", settings));
        await one.GetRequiredService<HarvestStore>().EnsureAsync(["ArxivRss", "ArxivAtom"], Cancellation);
        await WithTimeAsync(Task.WhenAll(
            one.GetRequiredService<HarvestSource>().RunIfDueAsync(SourceOf(one, "ArxivAtom"), Cancellation),
            other.GetRequiredService<HarvestSource>().RunIfDueAsync(SourceOf(other, "ArxivRss"), Cancellation)));

        var at = Stub.Requests.Select(request => request.At).Order().ToList();
        Assert.Equal((4, 1), (at.Count, Stub.MostAtATime));
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(TimeProvider.System.GetElapsedTime(pair.First, pair.Second) >= TimeSpan.FromMilliseconds(300)));
    }

    [Theory]
    [InlineData(429, 1)]
    [InlineData(500, 4)]
    [InlineData(403, 1)]
    [InlineData(503, 1)]
    public async Task What_a_source_refuses_is_noted_with_its_status(int refusal, int requests)
    {
        Stub.On(Today, new StubReply("no", refusal));

        var status = await HarvestAsync(NewReplica(Source, FromToday), Source);

        Assert.Equal((HarvestState.Waiting, requests), (status.State, Stub.Asked.Count));
        Assert.Contains($"answered {refusal}", status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_sees_when_a_source_begins_to_fail_and_when_it_recovers()
    {
        var replica = NewReplica(Source, FromToday);
        foreach (var reply in new[] { new StubReply("no", 403), new StubReply("no", 403), new StubReply(Replies.Daily(("2602.00011", 1))), new StubReply(Replies.Daily(("2602.00011", 1))) })
        {
            Stub.On(Today, reply);
            await HarvestAsync(replica, Source);
            Time.Advance(TimeSpan.FromHours(2));
        }

        var lines = Logs.Of(OperationsLog.Category);
        Assert.Equal([LogLevel.Warning, LogLevel.Information], lines.Select(line => line.Level));
        Assert.Matches($"^Source {Source} failed, retry in .*403", lines[0].Message);
        Assert.Matches($"^Source {Source} recovered after 2 failed", lines[1].Message);
    }

    [Fact]
    public async Task A_redirect_is_followed_but_not_to_a_private_address_that_nobody_configured()
    {
        await using var elsewhere = await StubSource.StartAsync();
        Stub.On(Today, new StubReply("", 301) { Headers = [("Location", "/moved")] });
        Stub.On("/moved", Replies.Daily(("2602.00011", 1)));
        Assert.Equal(1, (await HarvestAsync(NewReplica(Source, FromToday), Source)).NewPapers);

        Time.Advance(TimeSpan.FromHours(2));
        Stub.On(Today, new StubReply("", 301) { Headers = [("Location", $"{elsewhere.Url}/moved")] });
        var status = await HarvestAsync(NewReplica(Source, FromToday), Source);
        Assert.Contains("private address", status.LastError, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_redirected_request_waits_its_turn()
    {
        Stub.On(Today, new StubReply("", 301) { Headers = [("Location", "/moved")] });
        Stub.On("/moved", Replies.Daily(("2602.00011", 1)));

        await HarvestAsync(NewReplica(Source, [.. FromToday, ("MinRequestInterval", "00:00:00.300")]), Source);

        var at = Stub.Requests.Select(request => request.At).Order().ToList();
        Assert.True(TimeProvider.System.GetElapsedTime(at[0], at[1]) >= TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_reply_over_the_bound_is_refused_and_so_is_one_that_never_comes()
    {
        Stub.On(Today, new StubReply(new string(' ', 3_000)));
        var status = await HarvestAsync(NewReplica(Source, [.. FromToday, ("LargestReply", "2000")]), Source);
        Assert.Contains("larger than 2,000 bytes", status.LastError, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromHours(2));
        Stub.On(Today, new StubReply("") { After = new TaskCompletionSource().Task });
        status = await HarvestAsync(NewReplica(Source, [.. FromToday, ("Timeout", "00:00:02")]), Source);
        Assert.Equal((2, true), (status.FailuresInARow, status.LastError!.Contains("did not answer within 2 seconds", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Offline_a_source_outside_is_off_and_one_on_this_machine_is_on()
    {
        var replica = NewReplica(Source, ("Offline", "true"));

        Assert.Equal([Source], replica.GetRequiredService<HarvestedSources>().Enabled.Select(source => source.Options.Name));
        Assert.Contains("Offline=true", (await StatusAsync(replica, "ArxivRss")).OffBecause, StringComparison.Ordinal);
        Assert.Contains("Ingest:Sources:ArxivAtom:Enabled=true", (await StatusAsync(replica, "ArxivAtom")).OffBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_harvests_what_is_due_and_what_is_ordered_whatever_fails_beside_it()
    {
        var replica = NewReplica(
            TimeProvider.System,
            "ArxivRss",
            ("Ingest:Sources:ArxivRss:Categories", "cs.CL"),
            ("Ingest:Sources:HuggingFaceDaily:Enabled", "false"),
            ("Ingest:Sources:ArxivAtom:Enabled", "true"),
            ("Ingest:Sources:ArxivAtom:BaseUrl", "http://127.0.0.1:1"),
            ("Ingest:Sources:ArxivAtom:MinRequestInterval", "00:00:00"));
        Stub.On("/rss/cs.CL", Replies.Rss("Wed, 11 Feb 2026", "2602.00001"));
        await replica.GetServices<IHostedService>().OfType<HarvestWorker>().Single().StartAsync(Cancellation);

        await Eventually.TrueAsync(async () => (await StatusAsync(replica, "ArxivRss")).LastSucceededAt is not null, TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(async () => (await StatusAsync(replica, "ArxivAtom")).FailuresInARow == 1, TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(async () => !await replica.GetRequiredService<HarvestReports>().TriggerAsync(SourceOf(replica, "ArxivRss"), Cancellation), TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => Stub.Asked.Count == 2, TimeSpan.FromSeconds(60));
    }
}
