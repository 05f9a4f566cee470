using Npgsql;
using Papers.Ingest.Import;
using Papers.Ingest.Records;
using Papers.Testing;

namespace Papers.Ingest.Tests.Import;

public sealed class FileImportTests(TestServers servers) : IngestTest(servers)
{
    private const int Papers = 1_100;
    private static readonly string Contents =
        FileReadingTests.Lines(700) + "bad one\n" + FileReadingTests.Lines(400, from: 701) + "bad two\n" + FileReadingTests.Lines(50);

    [Theory]
    [InlineData("papers", "INSERT")]
    [InlineData("source_records", "INSERT")]
    [InlineData("outbox", "INSERT")]
    [InlineData("tallies", "UPDATE")]
    [InlineData("imports", "UPDATE")]
    [InlineData("import_rejects", "INSERT")]
    public async Task Broken_off_anywhere_it_goes_on_where_it_was_and_the_counts_are_exact(string table, string when)
    {
        var replica = NewReplica();
        var file = replica.Drop("a.jsonl", Contents);

        // Every third write to the table breaks the connection, as a server does that goes down; a sequence is not rolled back.
        await replica.RunAsync($"""
            CREATE SEQUENCE hits;
            CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('hits') % 3 = 2 THEN
                    RAISE EXCEPTION 'broken off' USING ERRCODE = '57P01';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE TRIGGER break_off AFTER {when} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION break_off();
            """);

        var breaks = await TakeUntilDoneAsync(replica, file);

        Assert.True(breaks > 0);
        await AssertExactAsync(replica);
    }

    [Fact]
    public async Task Cancelled_at_any_moment_it_goes_on_where_it_was_and_the_counts_are_exact()
    {
        var replica = NewReplica();
        var file = replica.Drop("a.jsonl", Contents);

        for (var patience = 1; FileStamp.Find(replica.Inbox.PathOf(file.Name)) is not null; patience += 3)
        {
            using var stop = new CancellationTokenSource(patience);
            try
            {
                await replica.InboxFile.ImportAsync(file, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Told to stop, as at a shutdown.
            }
        }

        await AssertExactAsync(replica);
    }

    [Fact]
    public async Task A_connection_that_is_cut_takes_the_right_to_the_file_with_it()
    {
        var (one, other) = (NewReplica(mostEventsWaiting: 2), NewReplica());
        var file = one.Drop("a.jsonl", Contents);
        var first = one.InboxFile.ImportAsync(file, Cancellation);
        await Eventually.TrueAsync(async () => await one.AskAsync<long>("SELECT count(*) FROM outbox") >= 2, TimeSpan.FromSeconds(60));
        Assert.False(await other.InboxFile.ImportAsync(file, Cancellation));

        // In this database alone: others of the server hold such locks too.
        await one.RunAsync("""
            SELECT pg_terminate_backend(pid)
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND objsubid = 2
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => first);
        Assert.True(await other.InboxFile.ImportAsync(file, Cancellation));
        await AssertExactAsync(other);
    }

    [Fact]
    public async Task It_waits_while_the_broker_is_behind()
    {
        var replica = NewReplica(mostEventsWaiting: 2);
        var import = replica.InboxFile.ImportAsync(replica.Drop("a.jsonl", Contents), Cancellation);
        await Eventually.TrueAsync(async () => await replica.AskAsync<long>("SELECT count(*) FROM outbox") == 2, TimeSpan.FromSeconds(60));
        Assert.False(import.IsCompleted);

        while (!import.IsCompleted)
        {
            await replica.RunAsync("DELETE FROM outbox");
            Assert.True(await replica.AskAsync<long>("SELECT count(*) FROM outbox") <= 2);
        }

        Assert.True(await import);
        Assert.Equal(Papers, await replica.CountPapersAsync());
    }

    [Fact]
    public async Task Someone_who_was_overtaken_writes_nothing()
    {
        var replica = NewReplica();
        var file = replica.Drop("a.jsonl", Contents);
        await using var connection = await replica.Db.OpenConnectionAsync(Cancellation);
        var id = await replica.Imports.AddAsync(connection, Contracts.Ingest.ImportOrigin.Inbox, file.Name, file, Cancellation);
        await replica.RunAsync("UPDATE imports SET position = 200");

        await Assert.ThrowsAsync<ImportTakenOverException>(() => replica.Import.RunAsync(
            connection, new(id, Contracts.Ingest.ImportState.Reading, 0, 0, null, TimeProvider.System.GetUtcNow()), replica.Inbox.PathOf(file.Name), Cancellation));

        Assert.Equal(0, await replica.CountPapersAsync());
    }

    private static async Task<int> TakeUntilDoneAsync(Replica replica, FileStamp file)
    {
        for (var breaks = 0; ; breaks++)
        {
            Assert.True(breaks < 100);
            try
            {
                // The lock of a connection that broke off is free a moment later, when the server has noticed.
                await Eventually.TrueAsync(() => replica.InboxFile.ImportAsync(file, Cancellation), TimeSpan.FromSeconds(30));
                return breaks;
            }
            catch (PostgresException broken) when (TransientFault.Is(broken))
            {
                // The worker would try again.
            }
        }
    }

    private static async Task AssertExactAsync(Replica replica)
    {
        var report = (await replica.Reports.ListAsync(10, Cancellation)).Single();
        Assert.Equal((1_152, Papers, 0, 50, 2), (report.Read, report.New, report.Changed, report.Unchanged, report.Rejected));
        Assert.Equal(Papers, await replica.CountPapersAsync());
        Assert.Equal(2, await replica.AskAsync<long>("SELECT count(*) FROM import_rejects"));
        Assert.Equal(Papers, await replica.AskAsync<long>("SELECT sum(value)::bigint FROM tallies WHERE name = 'papers'"));
        Assert.Equal(0, await replica.AskAsync<long>("SELECT count(*) FROM paper_history"));
        Assert.Equal(Papers, await replica.AskAsync<long>("SELECT sum((length(body) - length(replace(convert_from(body, 'UTF8'), '\"paperId\"', ''))) / 9)::bigint FROM outbox"));
    }
}
