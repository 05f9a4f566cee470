using Papers.Contracts.Ingest;
using Papers.Testing;

namespace Papers.Ingest.Tests.Import;

public sealed class ImportWorkerTests(TestServers servers) : IngestTest(servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_file_that_is_renamed_in_is_taken_and_one_that_is_not_finished_left_alone()
    {
        var replica = NewReplica();
        File.WriteAllText(replica.Inbox.PathOf("not-yet.part"), FileReadingTests.Lines(3));
        await replica.Worker.StartAsync(Cancellation);

        replica.Drop("a.jsonl", FileReadingTests.Lines(3));
        await Eventually.TrueAsync(async () => (await replica.Reports.ListAsync(10, Cancellation)).Any(report => report.StartedAt is not null), Patience);

        await Eventually.TrueAsync(() => File.Exists(Path.Combine(replica.Inbox.Done, "a.jsonl")), Patience);
        Assert.True(File.Exists(replica.Inbox.PathOf("not-yet.part")));
        Assert.Equal(3, await replica.CountPapersAsync());
    }

    [Fact]
    public async Task A_file_that_grows_is_left_until_it_is_whole()
    {
        var replica = NewReplica();
        await replica.Worker.StartAsync(Cancellation);
        var lines = FileReadingTests.Lines(30).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        await using (var file = new StreamWriter(replica.Inbox.PathOf("a.jsonl")))
        {
            foreach (var line in lines)
            {
                await file.WriteAsync(line + "\n");
                await file.FlushAsync(Cancellation);
                await Task.Delay(100, Cancellation);
            }
        }

        await Eventually.TrueAsync(() => File.Exists(Path.Combine(replica.Inbox.Done, "a.jsonl")), Patience);
        var report = Assert.Single(await replica.Reports.ListAsync(10, Cancellation));
        Assert.Equal((30, 30, 0), (report.Read, report.New, report.Rejected));
    }

    [Fact]
    public async Task A_file_that_is_held_open_is_left_however_long_its_writer_rests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc tells it on Linux alone.");
        var replica = NewReplica(options => options.QuietTime = TimeSpan.Zero);
        await using (var file = new StreamWriter(replica.Inbox.PathOf("a.jsonl")))
        {
            await file.WriteAsync(FileReadingTests.Lines(3));
            await file.FlushAsync(Cancellation);
            await replica.Worker.StartAsync(Cancellation);
            replica.Drop("b.jsonl", FileReadingTests.Lines(3));
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(replica.Inbox.Done, "b.jsonl")), Patience);
            Assert.True(File.Exists(replica.Inbox.PathOf("a.jsonl")));
        }

        await Eventually.TrueAsync(() => File.Exists(Path.Combine(replica.Inbox.Done, "a.jsonl")), Patience);
    }

    [Fact]
    public async Task What_two_workers_find_is_imported_once()
    {
        var (one, other) = (NewReplica(), NewReplica());
        for (var n = 0; n < 8; n++)
        {
            one.Drop($"{n}.jsonl", FileReadingTests.Lines(300, from: 1 + 300 * n));
        }

        await one.Worker.StartAsync(Cancellation);
        await other.Worker.StartAsync(Cancellation);

        await Eventually.TrueAsync(() => Directory.GetFiles(one.Inbox.Done, "*.jsonl").Length == 8, Patience);
        Assert.Equal(2_400, await one.CountPapersAsync());
        Assert.Equal("8 2400", await one.AskAsync<string>("SELECT count(*) || ' ' || sum(new_papers) FROM imports"));
    }

    [Fact]
    public async Task The_samples_are_imported_on_the_first_run_alone_and_once()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples");
        var (one, other) = (NewReplica(options => options.SamplesFolder = folder), NewReplica(options => options.SamplesFolder = folder));
        await one.Worker.StartAsync(Cancellation);
        await other.Worker.StartAsync(Cancellation);

        await Eventually.TrueAsync(async () => await one.AskAsync<long>("SELECT count(*) FROM imports WHERE is_filed") == 2, Patience);
        Assert.Equal(397, await one.CountPapersAsync());
        var reports = await one.Reports.ListAsync(10, Cancellation);
        Assert.All(reports, report => Assert.Equal((ImportOrigin.Sample, ImportState.Done), (report.Origin, report.State)));

        var later = NewReplica(options => options.SamplesFolder = folder);
        await later.Worker.StartAsync(Cancellation);
        later.Drop("a.jsonl", FileReadingTests.Lines(3));
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(later.Inbox.Done, "a.jsonl")), Patience);
        Assert.Equal(3, await one.AskAsync<long>("SELECT count(*) FROM imports"));
    }

    [Fact]
    public async Task The_samples_may_be_left_out()
    {
        var replica = NewReplica(options =>
        {
            options.SamplesFolder = Path.Combine(AppContext.BaseDirectory, "samples");
            options.Samples = false;
        });
        await replica.Worker.StartAsync(Cancellation);
        replica.Drop("a.jsonl", FileReadingTests.Lines(3));

        await Eventually.TrueAsync(() => File.Exists(Path.Combine(replica.Inbox.Done, "a.jsonl")), Patience);
        Assert.Equal(3, await replica.CountPapersAsync());
    }

    [Fact]
    public async Task A_server_that_was_away_is_waited_for()
    {
        var replica = NewReplica();
        await replica.Worker.StartAsync(Cancellation);
        await replica.RunAsync("ALTER TABLE papers RENAME TO elsewhere");
        await replica.RunAsync("""
            CREATE FUNCTION away() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P03'; END $$;
            CREATE VIEW papers AS SELECT elsewhere.* FROM elsewhere WHERE away();
            """);
        replica.Drop("a.jsonl", FileReadingTests.Lines(300));
        await Eventually.TrueAsync(async () => await replica.AskAsync<long>("SELECT count(*) FROM imports WHERE state = 'Reading'") == 1, Patience);

        await replica.RunAsync("DROP VIEW papers; ALTER TABLE elsewhere RENAME TO papers");

        await Eventually.TrueAsync(() => File.Exists(Path.Combine(replica.Inbox.Done, "a.jsonl")), Patience);
        Assert.Equal(300, await replica.CountPapersAsync());
    }
}
