using Microsoft.Extensions.DependencyInjection;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Tests.Harvest;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Sources.ArxivRss;

public sealed class ArxivRssHarvestTests(TestServers servers) : HarvestTest(servers)
{
    private const string Source = "ArxivRss";

    [Fact]
    public async Task Announced_papers_are_taken_with_their_day_and_a_feed_that_is_the_same_need_not_come_again()
    {
        var replica = NewReplica(Source);
        Stub.On("/rss/cs.AI+cs.CL+cs.CV+cs.LG", new StubReply(Replies.Rss("Wed, 11 Feb 2026", "2602.00001", "2602.00002")) { Headers = [("ETag", "\"a\""), ("Last-Modified", "Wed, 11 Feb 2026 05:00:00 GMT")] }, new StubReply("", 304));
        await HarvestAsync(replica, Source);
        Time.Advance(TimeSpan.FromHours(2));
        var status = await HarvestAsync(replica, Source);

        Assert.Equal("2026-02-11 true", await AskAsync<string>("SELECT day || ' ' || day_is_known FROM papers WHERE paper_id = '2602.00001'"));
        Assert.Equal(("Announcement of 2026-02-11 done.", 2L, 0), (status.Cursor, status.NewPapers, status.FailuresInARow));
        Assert.Equal(("\"a\"", "Wed, 11 Feb 2026 05:00:00 GMT"), (Stub.Requests.Last().Headers["If-None-Match"], Stub.Requests.Last().Headers["If-Modified-Since"]));
    }

    [Fact]
    public async Task A_weekend_without_items_is_no_failure()
    {
        Stub.On("/rss/cs.CL", Replies.Rss("Sat, 07 Feb 2026"));

        var status = await HarvestAsync(NewReplica(Source, ("Categories", "cs.CL")), Source);

        Assert.Equal((0, "No announcement read yet."), (status.FailuresInARow, status.Cursor));
    }

    [Fact]
    public async Task A_feed_that_is_full_is_read_in_parts()
    {
        Stub.On("/rss/cs.AI+cs.CL", Replies.Rss("Wed, 11 Feb 2026", [.. Enumerable.Range(1, 2_000).Select(n => $"2602.{n:00000}")]));
        Stub.On("/rss/cs.AI", Replies.Rss("Wed, 11 Feb 2026", "2602.00001"));
        Stub.On("/rss/cs.CL", Replies.Rss("Wed, 11 Feb 2026", "2602.02001"));

        await HarvestAsync(NewReplica(Source, ("Categories", "cs.AI, cs.CL")), Source);

        Assert.Equal("2602.00001 2602.02001", await PapersAsync());
    }

    [Fact]
    public async Task An_announcement_is_done_with_the_last_of_its_parts()
    {
        var replica = NewReplica(Source, [("Categories", "cs.AI, cs.CL"), .. Api]);
        Stub.On("/rss/cs.AI+cs.CL", Replies.Rss("Wed, 04 Feb 2026", "2602.00001"));
        await HarvestAsync(replica, Source);

        Stub.On("/rss/cs.AI+cs.CL", Replies.Rss("Thu, 05 Feb 2026", [.. Enumerable.Range(1, 2_000).Select(n => $"2602.{n:00000}")]));
        Stub.On("/rss/cs.AI", Replies.Rss("Thu, 05 Feb 2026", "2602.00001"));
        Stub.On("/rss/cs.CL", new StubReply("", 403));
        Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("Announcement of 2026-02-04 done.", (await HarvestAsync(replica, Source)).Cursor);
    }

    [Fact]
    public async Task Announcements_that_were_missed_are_looked_up()
    {
        var replica = await ReplicaThatReadAsync("Wed, 04 Feb 2026");
        Stub.On("/rss/cs.CL", Replies.Rss("Wed, 11 Feb 2026", "2602.00007"));
        Stub.On(Page(0), Replies.Atom(100, 0, ("2602.00006", "2026-02-10"), ("2602.00005", "2026-02-05")));
        Stub.On(Page(2), Replies.Atom(100, 2, ("2602.00004", "2026-02-02"), ("2601.00003", "2026-01-30")));

        var status = await HarvestAsync(replica, Source);

        Assert.Equal(["/rss/cs.CL", "/rss/cs.CL", Page(0), Page(2)], Stub.Asked);
        Assert.Equal("2601.00003 2602.00001 2602.00004 2602.00005 2602.00006 2602.00007", await PapersAsync());
        Assert.Equal("2026-02-06", await AskAsync<string>("SELECT day::text FROM papers WHERE paper_id = '2602.00005'"));
        Assert.Equal((0, "Announcement of 2026-02-11 done."), (status.FailuresInARow, status.Cursor));
    }

    [Fact]
    public async Task A_weekend_is_nothing_missed()
    {
        var replica = await ReplicaThatReadAsync("Fri, 06 Feb 2026");
        Stub.On("/rss/cs.CL", Replies.Rss("Mon, 09 Feb 2026", "2602.00002"));

        await HarvestAsync(replica, Source);

        Assert.Equal(["/rss/cs.CL", "/rss/cs.CL"], Stub.Asked);
    }

    [Fact]
    public async Task A_look_up_that_was_broken_off_goes_on_while_the_feed_is_read()
    {
        var replica = await ReplicaThatReadAsync("Wed, 04 Feb 2026");
        Stub.On("/rss/cs.CL", new StubReply(Replies.Rss("Mon, 09 Feb 2026", "2602.00005")) { Headers = [("ETag", "\"a\"")] }, new StubReply("", 304));
        Stub.On(Page(0), Replies.Atom(100, 0, ("2602.00004", "2026-02-05"), ("2602.00003", "2026-02-05")));
        Stub.On(Page(2), new StubReply("", 403), Replies.Atom(100, 2, ("2602.00002", "2026-02-04"), ("2601.00001", "2026-01-01")));
        var broken = await HarvestAsync(replica, Source);
        Assert.Equal((1, "Announcement of 2026-02-09 done. Looking up missed ones: 2 papers back, reading to 2026-01-31."), (broken.FailuresInARow, broken.Cursor));

        Time.Advance(TimeSpan.FromMinutes(2));
        var status = await HarvestAsync(replica, Source);

        Assert.Equal([Page(0), Page(2), "/rss/cs.CL", Page(2)], Stub.Asked.Skip(2));
        Assert.Equal((0, "Announcement of 2026-02-09 done."), (status.FailuresInARow, status.Cursor));
        Assert.Equal("2601.00001 2602.00001 2602.00002 2602.00003 2602.00004 2602.00005", await PapersAsync());
    }

    [Fact]
    public async Task A_gap_behind_a_gap_begins_the_look_up_anew_and_goes_as_far_back()
    {
        var replica = await ReplicaThatReadAsync("Wed, 04 Feb 2026");
        Stub.On("/rss/cs.CL", Replies.Rss("Fri, 06 Feb 2026", "2602.00005"));
        Stub.On(Page(0), new StubReply("", 403));
        await HarvestAsync(replica, Source);

        Time.Advance(TimeSpan.FromMinutes(2));
        Stub.On("/rss/cs.CL", Replies.Rss("Wed, 11 Feb 2026", "2602.00006"));
        var status = await HarvestAsync(replica, Source);

        Assert.Equal("Announcement of 2026-02-11 done. Looking up missed ones: 0 papers back, reading to 2026-01-31.", status.Cursor);
    }

    [Theory]
    [InlineData("Wed, 11 Feb 2099")]
    [InlineData("Thu, 01 Jan 1970")]
    public async Task A_day_that_cannot_be_is_not_remembered(string day)
    {
        Stub.On("/rss/cs.CL", Replies.Rss(day, "2602.00001"));

        var status = await HarvestAsync(NewReplica(Source, ("Categories", "cs.CL")), Source);

        Assert.Equal((0, "No announcement read yet."), (status.FailuresInARow, status.Cursor));
    }

    [Fact]
    public void After_a_year_it_looks_a_month_back()
    {
        var cursor = new ArxivRssCursor("a", new(2025, 2, 11), ETag: null, LastModified: null, Missed: null);

        Assert.Equal(new(2026, 1, 12, 0, 0, 0, TimeSpan.Zero), cursor.After(new(2026, 2, 11), TimeSpan.FromDays(4)).Missed?.Until);
    }

    [Fact]
    public async Task A_feed_from_elsewhere_sends_nobody_to_arXiv()
    {
        var replica = NewReplica(Source, ("Categories", "cs.CL"));
        Stub.On("/rss/cs.CL", Replies.Rss("Wed, 04 Feb 2026", "2602.00001"), Replies.Rss("Wed, 11 Feb 2026", "2602.00002"));
        await HarvestAsync(replica, Source);
        Time.Advance(TimeSpan.FromHours(2));

        var status = await HarvestAsync(replica, Source);

        Assert.Equal((0, "Announcement of 2026-02-11 done.", 2L), (status.FailuresInARow, status.Cursor, status.Requests));
    }

    private (string, string)[] Api => [("Ingest:Sources:ArxivAtom:BaseUrl", Stub.Url), ("Ingest:Sources:ArxivAtom:PageSize", "2")];

    private async Task<ServiceProvider> ReplicaThatReadAsync(string day)
    {
        var replica = NewReplica(Source, [("Categories", "cs.CL"), .. Api]);
        Stub.On("/rss/cs.CL", Replies.Rss(day, "2602.00001"));
        await HarvestAsync(replica, Source);
        Time.Advance(TimeSpan.FromHours(2));
        return replica;
    }

    private static string Page(int start) => $"/api/query?search_query=cat%3Acs.CL&sortBy=lastUpdatedDate&sortOrder=descending&start={start}&max_results=2";
}
