using Papers.Contracts.Ingest;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Tests.Harvest;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Sources.ArxivAtom;

public sealed class ArxivAtomHarvestTests(TestServers servers) : HarvestTest(servers)
{
    private const string Source = "ArxivAtom";

    [Fact]
    public async Task Pages_are_read_back_to_what_is_known()
    {
        var replica = NewReplica(Source, Settings);
        Stub.On(Page(0), Replies.Atom(100, 0, ("2602.00005", "2026-02-10"), ("2602.00004", "2026-02-09")));
        Stub.On(Page(2), Replies.Atom(100, 2, ("2602.00003", "2026-02-08"), ("2601.00002", "2026-02-01")));
        var status = await HarvestAsync(replica, Source);
        Assert.Equal([Page(0), Page(2)], Stub.Asked);
        Assert.Equal("Complete up to 2026-02-10 10:00 UTC.", status.Cursor);

        Time.Advance(TimeSpan.FromHours(7));
        Stub.On(Page(0), Replies.Atom(101, 0, ("2602.00006", "2026-02-11"), ("2602.00005", "2026-02-05")));
        await HarvestAsync(replica, Source);

        Assert.Equal([Page(0), Page(2), Page(0)], Stub.Asked);
        Assert.Equal("2601.00002 2602.00003 2602.00004 2602.00005 2602.00006", await PapersAsync());
    }

    [Fact]
    public async Task An_entry_from_the_future_is_rejected_and_moves_no_cursor()
    {
        var replica = NewReplica(Source, Settings);
        Stub.On(Page(0), Replies.Atom(2, 0, ("2602.00009", "2099-01-01"), ("2602.00004", "2026-02-09")));
        var status = await HarvestAsync(replica, Source);

        Assert.Equal(("Complete up to 2026-02-09 10:00 UTC.", 1L), (status.Cursor, status.Rejected));
        Assert.Equal("2602.00004", await PapersAsync());
    }

    [Fact]
    public async Task A_feed_without_a_total_is_read_to_its_empty_page()
    {
        Stub.On(Page(0), WithoutTotal(Replies.Atom(0, 0, ("2602.00005", "2026-02-10"), ("2602.00004", "2026-02-09"))));
        Stub.On(Page(2), WithoutTotal(Replies.Atom(0, 2)));

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Equal((0, 2L), (status.FailuresInARow, status.Requests));

        static string WithoutTotal(string feed) => feed.Replace("<opensearch:totalResults>0</opensearch:totalResults>", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_page_and_one_that_repeats_are_asked_for_again()
    {
        var first = Replies.Atom(4, 0, ("2602.00004", "2026-02-10"), ("2602.00003", "2026-02-09"));
        Stub.On(Page(0), Replies.Atom(4, 0), first);
        Stub.On(Page(2), first, first.Replace("startIndex>0", "startIndex>2", StringComparison.Ordinal), Replies.Atom(4, 2), Replies.Atom(4, 2, ("2602.00002", "2026-02-08"), ("2602.00001", "2026-02-07")));

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Equal((0, 6L, 4L), (status.FailuresInARow, status.Requests, status.NewPapers));
    }

    [Fact]
    public async Task An_error_with_status_200_is_a_failure_in_arxivs_own_words()
    {
        Stub.On(Page(0), Replies.AtomError);

        var status = await HarvestAsync(NewReplica(Source, Settings), Source);

        Assert.Equal((HarvestState.Waiting, "arXiv answered with an error: incorrect id format for x"), (status.State, status.LastError));
        Assert.Single(Stub.Asked);
    }

    [Fact]
    public async Task A_walk_that_was_broken_off_goes_on_and_then_takes_what_came_since()
    {
        var replica = NewReplica(Source, Settings);
        Stub.On(Page(0), Replies.Atom(4, 0, ("2602.00004", "2026-02-10"), ("2602.00003", "2026-02-09")));
        Stub.On(Page(2), new StubReply("", 403));
        Assert.Equal(1, (await HarvestAsync(replica, Source)).FailuresInARow);
        Assert.Equal("2602.00003 2602.00004", await PapersAsync());

        Time.Advance(TimeSpan.FromMinutes(2));
        Stub.On(Page(2), Replies.Atom(5, 2, ("2602.00003", "2026-02-09"), ("2602.00002", "2026-02-01")));
        Stub.On(Page(0), Replies.Atom(5, 0, ("2602.00005", "2026-02-11"), ("2602.00004", "2026-02-05")));
        await HarvestAsync(replica, Source);

        Assert.Equal([Page(0), Page(2), Page(2), Page(0)], Stub.Asked);
        Assert.Equal("2602.00002 2602.00003 2602.00004 2602.00005", await PapersAsync());
    }

    [Fact]
    public void An_archive_stands_for_all_of_its_categories() =>
        Assert.Equal("cat:cs OR cat:cs.* OR cat:stat.ML OR cat:hep-th OR cat:hep-th.*", ArxivAtomOptions.SearchFor(["cs", "stat.ML", "hep-th"]));

    private static (string, string)[] Settings => [("Query", "cat:cs.CL"), ("PageSize", "2")];

    private static string Page(int start) => $"/api/query?search_query=cat%3Acs.CL&sortBy=lastUpdatedDate&sortOrder=descending&start={start}&max_results=2";
}
