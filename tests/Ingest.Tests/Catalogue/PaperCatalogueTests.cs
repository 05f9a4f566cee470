using System.Text;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Testing;

namespace Papers.Ingest.Tests.Catalogue;

public sealed class PaperCatalogueTests(TestServers servers) : IngestTest(servers)
{
    private const string Tallies = "SELECT coalesce(string_agg(name || '=' || total, ' ' ORDER BY name), '') FROM (SELECT name, sum(value) AS total FROM tallies GROUP BY name) AS each";

    [Fact]
    public async Task A_paper_is_saved_with_all_that_is_known_of_it()
    {
        var replica = NewReplica();
        var record = Listed(1) with
        {
            Authors = ["Ada Lovelace", "Müller, \"J,\" {x}"],
            Categories = ["cs.CL", "cs.AI"],
            Comment = "12 pages",
            Doi = "10.1000/1",
            Day = new(2025, 3, 18),
            PublishedAt = new(2025, 3, 17, 18, 0, 0, TimeSpan.Zero),
            ListPosition = 4,
        };

        Assert.Equal(new BatchOutcome(1, 0, 0), await SaveAsync(replica, record));

        Assert.Equal(
            "2503.00001|1|2503.00001|10.1000/1|Title 1|Abstract 1|Ada Lovelace;Müller, \"J,\" {x}|cs.CL;cs.AI|12 pages|2025-03-17 18:00|2025-03-18|true|4",
            await replica.AskAsync<string>("""
                SELECT concat_ws('|', paper_id, revision, arxiv_id, doi, title, abstract, array_to_string(authors, ';'), array_to_string(categories, ';'),
                                 comment, to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), day, day_is_known::text, list_position)
                  FROM papers
                """));
        Assert.Equal("json-lines Title 1", await replica.AskAsync<string>("SELECT source || ' ' || (record ->> 'title') FROM source_records"));
        Assert.Equal("papers=1 revisions=1", await replica.AskAsync<string>(Tallies));
    }

    [Fact]
    public async Task The_event_leaves_with_the_paper_and_tells_all_of_it()
    {
        var replica = NewReplica();
        await SaveAsync(replica, Listed(1) with { Authors = ["Ada Lovelace"], Day = new(2025, 3, 18) });

        var body = Encoding.UTF8.GetString(await replica.AskAsync<byte[]>("SELECT body FROM outbox"));

        Assert.Contains("\"paperId\":\"2503.00001\"", body, StringComparison.Ordinal);
        Assert.Contains("\"revision\":1", body, StringComparison.Ordinal);
        Assert.Contains("\"authors\":[\"Ada Lovelace\"]", body, StringComparison.Ordinal);
        Assert.Contains("\"day\":\"2025-03-18\"", body, StringComparison.Ordinal);
        Assert.Contains("\"dayIsKnown\":true", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_tells_no_one()
    {
        var replica = NewReplica();
        var records = Enumerable.Range(1, 150).Select(Listed).ToArray();
        Assert.Equal(new BatchOutcome(150, 0, 0), await SaveAsync(replica, records));
        Assert.Equal(1, await replica.AskAsync<long>("SELECT count(*) FROM outbox"));

        Assert.Equal(new BatchOutcome(0, 0, 150), await SaveAsync(replica, records));

        Assert.Equal(1, await replica.AskAsync<long>("SELECT count(*) FROM outbox"));
        Assert.Equal("papers=150 revisions=150", await replica.AskAsync<string>(Tallies));
    }

    [Fact]
    public async Task A_revision_keeps_what_was_before_it()
    {
        var replica = NewReplica();
        await SaveAsync(replica, Listed(1), Listed(2));

        Assert.Equal(new BatchOutcome(0, 1, 1), await SaveAsync(replica, Listed(1) with { Title = "Better title" }, Listed(2)));

        Assert.Equal("2 Better title", await replica.AskAsync<string>("SELECT revision || ' ' || title FROM papers WHERE paper_id = '2503.00001'"));
        Assert.Equal("1 {title} Title 1", await replica.AskAsync<string>("SELECT revision || ' ' || changed::text || ' ' || (previous ->> 'title') FROM paper_history"));
        Assert.Equal("papers=2 revisions=3", await replica.AskAsync<string>(Tallies));
        Assert.Equal(2, await replica.AskAsync<int>("SELECT cardinality(superseded) + 1 FROM source_records WHERE paper_id = '2503.00001'"));
    }

    [Fact]
    public async Task Two_revisions_in_one_batch_are_both_counted_and_kept_and_the_last_is_told()
    {
        var replica = NewReplica();

        Assert.Equal(new BatchOutcome(1, 2, 1), await SaveAsync(replica, Listed(1), Listed(1) with { Title = "B" }, Listed(1) with { Title = "C" }, Listed(1) with { Title = "C" }));

        Assert.Equal(3, await replica.AskAsync<int>("SELECT revision FROM papers"));
        Assert.Equal("Title 1,B", await replica.AskAsync<string>("SELECT string_agg(previous ->> 'title', ',' ORDER BY revision) FROM paper_history"));
        Assert.Equal("papers=1 revisions=3", await replica.AskAsync<string>(Tallies));
        Assert.Equal(new BatchOutcome(0, 0, 3), await SaveAsync(replica, Listed(1), Listed(1) with { Title = "B" }, Listed(1) with { Title = "C" }));
    }

    [Fact]
    public async Task Records_of_one_paper_from_two_sources_meet_in_either_order()
    {
        var replica = NewReplica();
        await SaveAsync(replica, OnPage(1), Listed(2));

        Assert.Equal(new BatchOutcome(0, 2, 0), await SaveAsync(replica, Listed(1), OnPage(2)));

        Assert.Equal(2, await replica.CountPapersAsync());
        Assert.Equal("2503.00001 1", await replica.AskAsync<string>("SELECT arxiv_id || ' ' || list_position FROM papers WHERE paper_id LIKE 't-%'"));
        Assert.Equal(new BatchOutcome(0, 0, 4), await SaveAsync(replica, Listed(1), OnPage(2), OnPage(1), Listed(2)));
        Assert.Equal(new BatchOutcome(0, 1, 0), await SaveAsync(replica, Listed(1) with { Comment = "found by its identifier" }));
    }

    [Fact]
    public async Task Two_that_write_the_same_papers_at_the_same_time_make_each_of_them_once()
    {
        var replica = NewReplica();
        var batches = Enumerable.Range(0, 10).Select(n => Enumerable.Range(1 + 20 * n, 40).Select(Listed).ToArray()).ToList();

        var outcomes = await Task.WhenAll(batches.Concat(batches.AsEnumerable().Reverse()).Select(batch => SaveAsync(replica, batch)));

        Assert.Equal(220, outcomes.Sum(outcome => outcome.New));
        Assert.Equal(800, outcomes.Sum(outcome => outcome.New + outcome.Unchanged));
        Assert.Equal(220, await replica.CountPapersAsync());
        Assert.Equal("papers=220 revisions=220", await replica.AskAsync<string>(Tallies));
    }

    [Fact]
    public async Task Large_papers_leave_in_several_events()
    {
        var replica = NewReplica();

        await SaveAsync(replica, [.. Enumerable.Range(1, 10).Select(n => Listed(n) with { Abstract = new string('x', 190_000) })]);

        Assert.Equal(5, await replica.AskAsync<long>("SELECT count(*) FROM outbox"));
        Assert.True(await replica.AskAsync<int>("SELECT max(length(body)) FROM outbox") < 512 * 1024);
    }

    [Fact]
    public async Task Counts_travel_apart_from_revisions_and_only_when_they_change()
    {
        var replica = NewReplica();
        await SaveObservationsAsync(replica, 10, upvotes: 5);
        await SaveObservationsAsync(replica, 30, upvotes: 5);
        await SaveObservationsAsync(replica, 20, upvotes: 9);
        Assert.Equal("PapersIngested PapersObserved", await EventsAsync(replica));
        Assert.Equal("2503.00001 json-lines 5", await replica.AskAsync<string>("SELECT paper_id || ' ' || source || ' ' || upvotes FROM observed_counts"));

        Assert.Equal(new BatchOutcome(0, 0, 1), await SaveObservationsAsync(replica, 40, upvotes: 6));

        Assert.Equal("PapersIngested PapersObserved PapersObserved", await EventsAsync(replica));
        Assert.Contains("\"upvotes\":6", Encoding.UTF8.GetString(await replica.AskAsync<byte[]>("SELECT body FROM outbox ORDER BY id DESC LIMIT 1")), StringComparison.Ordinal);
        Assert.Equal("papers=1 revisions=1", await replica.AskAsync<string>(Tallies));
    }

    [Fact]
    public async Task Of_several_counts_in_one_batch_the_latest_is_kept_and_told()
    {
        var replica = NewReplica();
        await SaveAsync(replica, [Seen(20, 7), Seen(30, 8), Seen(10, 6)]);

        Assert.Equal("8", await replica.AskAsync<string>("SELECT upvotes::text FROM observed_counts"));
        Assert.Equal("PapersIngested PapersObserved", await EventsAsync(replica));
    }

    private static Task<string> EventsAsync(Replica replica) =>
        replica.AskAsync<string>("SELECT coalesce(string_agg(split_part(exchange, ':', 2), ' ' ORDER BY id), '') FROM outbox");

    private static Task<BatchOutcome> SaveObservationsAsync(Replica replica, int minute, int upvotes) => SaveAsync(replica, [Seen(minute, upvotes)]);

    private static DigestedRecord Seen(int minute, int upvotes) => DigestedRecord.Of(new ReadRecord(
        1, Listed(1), new ObservedCounts { ObservedAt = new(2025, 3, 18, 12, minute, 0, TimeSpan.Zero), Upvotes = upvotes }));

    private static Task<BatchOutcome> SaveAsync(Replica replica, params SourceRecord[] records) =>
        SaveAsync(replica, [.. records.Select(DigestedRecord.Of)]);

    private static async Task<BatchOutcome> SaveAsync(Replica replica, IReadOnlyList<DigestedRecord> records)
    {
        await using var connection = await replica.Db.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var outcome = await replica.Catalogue.SaveAsync(connection, records, [], TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await transaction.CommitAsync();
        return outcome.Outcome;
    }

    private static SourceRecord Listed(int n) =>
        new() { Source = SourceNames.JsonLines, ArxivId = $"2503.{n:00000}", Title = $"Title {n}", Abstract = $"Abstract {n}" };

    private static SourceRecord OnPage(int n) =>
        new() { Source = SourceNames.PageDump, Title = $"Title {n}", Abstract = $"Abstract {n}", ListPosition = n };
}
