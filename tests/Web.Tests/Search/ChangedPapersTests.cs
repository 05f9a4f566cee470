using Npgsql;
using Papers.Testing;
using Papers.Web.Layout;
using Papers.Web.Search;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Search;

public sealed class ChangedPapersTests(TestServers servers) : IAsyncLifetime
{
    // Other tests share the server, and an open transaction of theirs holds the cursor back for a moment.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private TestDatabase _database = null!; // set before any test
    private SampleEvents _events = null!; // set before any test
    private ChangedPapers _changed = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await WebDatabase.CreateAsync(servers);
        _events = SampleEvents.For(_database.DataSource);
        _changed = new(_database.DataSource);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Does_not_skip_a_transaction_that_commits_late()
    {
        await using var slow = await _database.DataSource.OpenConnectionAsync(Cancellation);
        await using var open = await slow.BeginTransactionAsync(Cancellation);
        await InsertAsync(slow, "begun-first");
        await _events.PapersAsync(Paper("committed-first"));

        var (papers, cursor, _) = await _changed.ReadAsync(SearchCursor.Start, 10, Cancellation);
        Assert.Empty(papers);
        Assert.Equal(SearchCursor.Start, cursor);

        await open.CommitAsync(Cancellation);
        await Eventually.TrueAsync(async () =>
        {
            (papers, cursor, _) = await _changed.ReadAsync(SearchCursor.Start, 10, Cancellation);
            return papers.Count == 2; // another database of the server may hold the second one back a moment longer
        }, s_patience);

        Assert.Equal(["begun-first", "committed-first"], papers.Select(paper => paper.PaperId));
        Assert.Empty((await _changed.ReadAsync(cursor, 10, Cancellation)).Papers);
    }

    [Fact]
    public async Task A_rolled_back_transaction_does_not_block()
    {
        await using var slow = await _database.DataSource.OpenConnectionAsync(Cancellation);
        await using var open = await slow.BeginTransactionAsync(Cancellation);
        await InsertAsync(slow, "never");
        await _events.PapersAsync(Paper("a"));
        await open.RollbackAsync(Cancellation);

        Assert.Equal(["a"], await ReadAllAsync(SearchCursor.Start, limit: 10));
    }

    [Fact]
    public async Task Reads_a_large_transaction_in_batches()
    {
        await _events.PapersAsync([.. Enumerable.Range(0, 25).Select(number => Paper($"p{number:00}"))]);

        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"p{number:00}"), await ReadAllAsync(SearchCursor.Start, limit: 7));
    }

    [Fact]
    public async Task Limits_the_bytes_of_a_batch()
    {
        var book = new string('x', 6_000_000);
        for (var number = 0; number < 5; number++)
        {
            await _events.PapersAsync(Paper($"book{number}", text: book));
        }

        await Eventually.TrueAsync(async () => (await _changed.ReadAsync(SearchCursor.Start, 100, Cancellation)).HasMore, s_patience);
        Assert.Equal(3, (await _changed.ReadAsync(SearchCursor.Start, 100, Cancellation)).Papers.Count);
    }

    [Fact]
    public async Task Reads_only_changed_papers()
    {
        await _events.PapersAsync(Paper("a"), Paper("b"));
        await ReadAllAsync(SearchCursor.Start, limit: 10);
        var (_, cursor, _) = await _changed.ReadAsync(SearchCursor.Start, 10, Cancellation);

        await _events.PapersAsync(Paper("a", "Other", revision: 2), Paper("b"));

        Assert.Equal(["a"], await ReadAllAsync(cursor, limit: 10));
    }

    private async Task<List<string>> ReadAllAsync(SearchCursor cursor, int limit)
    {
        var read = new List<string>();
        await Eventually.TrueAsync(async () =>
        {
            var (papers, next, _) = await _changed.ReadAsync(cursor, limit, Cancellation);
            read.AddRange(papers.Select(paper => paper.PaperId));
            cursor = next;
            return papers.Count == 0 && read.Count > 0;
        }, s_patience);
        return read;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string id)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO papers (paper_id, revision, title, abstract, authors, categories, day, day_is_known, first_seen_at)
            VALUES ($1, 1, 'Title', 'Abstract', '{}', '{}', '2025-03-14', true, now())
            """,
            connection)
        {
            Parameters = { new() { Value = id } },
        };
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
