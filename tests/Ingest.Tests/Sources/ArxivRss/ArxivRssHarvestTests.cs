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
        Assert.Equal(("The announcement of 2026-02-11 is done.", 2L, 0), (status.Cursor, status.NewPapers, status.FailuresInARow));
        Assert.Equal(("\"a\"", "Wed, 11 Feb 2026 05:00:00 GMT"), (Stub.Requests.Last().Headers["If-None-Match"], Stub.Requests.Last().Headers["If-Modified-Since"]));
    }

    [Fact]
    public async Task A_weekend_without_items_is_no_failure()
    {
        Stub.On("/rss/cs.CL", Replies.Rss("Sat, 07 Feb 2026"));

        var status = await HarvestAsync(NewReplica(Source, ("Categories", "cs.CL")), Source);

        Assert.Equal((0, "No announcement was read yet."), (status.FailuresInARow, status.Cursor));
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
}
