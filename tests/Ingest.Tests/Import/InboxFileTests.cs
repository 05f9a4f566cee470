using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Telemetry;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Import;

public sealed class InboxFileTests(TestServers servers) : IngestTest(servers)
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    [Fact]
    public async Task The_page_has_97_papers_and_a_second_time_no_new_one()
    {
        var replica = NewReplica();
        var page = await File.ReadAllBytesAsync(Path.Combine(Samples, "huggingface-papers-page.txt"));

        var first = await replica.ImportAsync(replica.Drop("page.txt", page));
        var second = await replica.ImportAsync(replica.Drop("page.txt", page));

        Assert.Equal((97, 97, 0, 0, 0), (first.Read, first.New, first.Changed, first.Unchanged, first.Rejected));
        Assert.Equal((97, 0, 0, 97, 0), (second.Read, second.New, second.Changed, second.Unchanged, second.Rejected));
        Assert.Equal(97, await replica.CountPapersAsync());
        Assert.Equal(["page-2.txt", "page-2.txt.report.json", "page.txt", "page.txt.report.json"], Names(replica.Inbox.Done));
        Assert.Empty(replica.Inbox.List());
    }

    [Fact]
    public async Task An_operator_sees_one_line_of_each_import_that_ended()
    {
        var replica = NewReplica();

        await replica.ImportAsync(replica.Drop("good.jsonl", FileReadingTests.Lines(3) + "bad\n"));
        await replica.ImportAsync(replica.Drop("bad.jsonl", ""));

        var lines = replica.Logs.Of(OperationsLog.Category);
        Assert.Equal([LogLevel.Information, LogLevel.Error], lines.Select(line => line.Level));
        Assert.Equal("Import of good.jsonl finished (JSON Lines): 4 records, 3 new, 0 changed, 0 unchanged, 1 rejected", lines[0].Message);
        Assert.StartsWith("Import of bad.jsonl failed after 0 records, 0 new, 0 changed, 0 rejected: ", lines[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_beside_the_file_is_the_one_that_is_answered()
    {
        var replica = NewReplica();

        var report = await replica.ImportAsync(replica.Drop("a.jsonl", FileReadingTests.Lines(3) + "bad <line> “curly”\n"));

        var text = await File.ReadAllTextAsync(Path.Combine(replica.Inbox.Done, "a.jsonl.report.json"));
        var written = JsonSerializer.Deserialize(text, EventJson.Default.ImportReport)!;
        Assert.Equivalent(report, written, strict: true);
        Assert.Equal((4, 3, 1, ImportState.Done, "a.jsonl", "JSON Lines"), (written.Read, written.New, written.Rejected, written.State, written.FiledAs, written.Format));
        Assert.Equal(4, Assert.Single(written.Rejects).Line);
        Assert.Contains("\n  \"read\": 4,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_files_fail_with_a_reason_and_bad_parts_are_rejected_alone()
    {
        var replica = NewReplica();
        var lines = FileReadingTests.Lines(600);
        var packed = FileFormatsTests.Gzip(lines);
        var invalid = System.Text.Encoding.Latin1.GetBytes("{\"title\": \"caf\u00E9\", \"abstract\": \"a\"}\n" + lines[..lines.IndexOf('\n')]);

        await FailsAsync("empty", [], "empty");
        await FailsAsync("binary", [.. Enumerable.Range(0, 9000).Select(n => (byte)(n * 7919 >> 3))], "not text");
        await FailsAsync("alone", "{\"title\": \"alone\"}"u8.ToArray(), "rejected");
        Assert.Equal((ImportState.Done, null), await StateAsync("invalid", invalid));
        Assert.Equal((ImportState.Done, null), await StateAsync("cut.gz", packed[..(packed.Length * 2 / 3)]));
        Assert.Equal(["alone", "alone.report.json", "binary", "binary.report.json", "empty", "empty.report.json"], Names(replica.Inbox.Failed));

        async Task FailsAsync(string name, byte[] contents, string keyword)
        {
            var (state, failure) = await StateAsync(name, contents);
            Assert.Equal(ImportState.Failed, state);
            Assert.Contains(keyword, failure, StringComparison.Ordinal);
        }

        async Task<(ImportState, string?)> StateAsync(string name, byte[] contents)
        {
            var report = await replica.ImportAsync(replica.Drop(name, contents));
            Assert.Equal(report.Rejected, report.Rejects.Count);
            Assert.Equal(name is "empty" or "binary" ? 0 : 1, report.Rejected);
            return (report.State, report.Failure);
        }
    }

    [Fact]
    public async Task A_line_of_200_megabytes_is_rejected_and_the_papers_around_it_are_taken()
    {
        var replica = NewReplica();
        var path = Path.Combine(Folder, "giant.jsonl.gz");
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            var letters = new byte[1_000_000];
            Array.Fill(letters, (byte)'x');
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(FileReadingTests.Lines(1) + "{\"title\": \""));
            for (var written = 0; written < 200; written++)
            {
                await gzip.WriteAsync(letters);
            }

            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes("\"}\n" + FileReadingTests.Lines(1, from: 2)));
        }

        var report = await replica.ImportAsync(replica.Drop("giant.jsonl.gz", await File.ReadAllBytesAsync(path)));

        Assert.Equal((3, 2, 1), (report.Read, report.New, report.Rejected));
        Assert.Equal(2, Assert.Single(report.Rejects).Line);
    }

    [Fact]
    public async Task Of_a_great_many_rejects_the_first_are_listed_and_all_counted()
    {
        var replica = NewReplica();

        var report = await replica.ImportAsync(replica.Drop("bad.jsonl", "{}\n" + string.Concat(Enumerable.Repeat("bad\n", 2_499))));

        Assert.Equal((2_500, 2_500, 1_000, 1_500), (report.Read, report.Rejected, report.Rejects.Count, report.RejectsNotListed));
        Assert.Equal(Enumerable.Range(1, 1_000), report.Rejects.Select(reject => (int)reject.Line));
    }

    [Fact]
    public async Task A_crash_before_the_file_was_moved_is_made_good_without_reading_it_again()
    {
        var replica = NewReplica();
        var file = replica.Drop("a.jsonl", FileReadingTests.Lines(5));
        await using (var connection = await replica.Db.OpenConnectionAsync())
        {
            var id = await replica.Imports.AddAsync(connection, ImportOrigin.Inbox, file.Name, file, Cancellation);
            await replica.Import.RunAsync(connection, new(id, ImportState.Waiting, 0, 0, null, TimeProvider.System.GetUtcNow()), replica.Inbox.PathOf(file.Name), Cancellation);
        }

        var report = await replica.ImportAsync(file);

        Assert.Equal((5, 5, 0), (report.Read, report.New, report.Unchanged));
        Assert.Equal(["a.jsonl", "a.jsonl.report.json"], Names(replica.Inbox.Done));
        Assert.Equal(1, await replica.AskAsync<long>("SELECT count(*) FROM imports"));
    }

    [Fact]
    public async Task A_crash_after_the_file_was_moved_leaves_its_name_free_for_another_import()
    {
        var replica = NewReplica();
        var file = replica.Drop("a.jsonl", FileReadingTests.Lines(5));
        await replica.ImportAsync(file);
        await replica.RunAsync("UPDATE imports SET is_filed = false, received_at = received_at - interval '1 hour'");

        await replica.InboxFile.CloseLostAsync(Cancellation);
        File.Move(Path.Combine(replica.Inbox.Done, "a.jsonl"), replica.Inbox.PathOf("a.jsonl"));
        var report = await replica.ImportAsync(file);

        Assert.Equal((5, 0, 5, "a-2.jsonl"), (report.Read, report.New, report.Unchanged, report.FiledAs));
        Assert.Equal(2, await replica.AskAsync<long>("SELECT count(*) FROM imports WHERE state = 'Done' AND is_filed"));
    }

    [Fact]
    public async Task A_file_that_was_replaced_while_it_was_read_is_another_import()
    {
        var replica = NewReplica();
        var file = replica.Drop("a.jsonl", FileReadingTests.Lines(5));
        await using (var connection = await replica.Db.OpenConnectionAsync())
        {
            await replica.Imports.AddAsync(connection, ImportOrigin.Inbox, file.Name, file, Cancellation);
        }

        File.Delete(replica.Inbox.PathOf("a.jsonl"));
        var report = await replica.ImportAsync(replica.Drop("a.jsonl", FileReadingTests.Lines(6)));

        Assert.Equal(6, report.New);
        Assert.Contains("removed or changed", await replica.AskAsync<string>("SELECT failure FROM imports WHERE state = 'Failed'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_cannot_be_saved_is_rejected_and_the_rest_taken()
    {
        var replica = NewReplica();
        await replica.RunAsync("ALTER TABLE papers ADD CHECK (title <> 'Title 7')");

        var report = await replica.ImportAsync(replica.Drop("a.jsonl", FileReadingTests.Lines(20)));

        Assert.Equal((20, 19, 1, ImportState.Done), (report.Read, report.New, report.Rejected, report.State));
        Assert.Equal(7, Assert.Single(report.Rejects).Line);
    }

    [Fact]
    public async Task A_name_near_the_limit_of_the_file_system_is_imported_and_filed()
    {
        var replica = NewReplica();

        var report = await replica.ImportAsync(replica.Drop(new string('x', 240) + ".jsonl", FileReadingTests.Lines(2)));

        Assert.Equal((ImportState.Done, 2L), (report.State, report.New));
        Assert.Equal(2, Names(replica.Inbox.Done).Count);
        Assert.Empty(replica.Inbox.List());
    }

    [Fact]
    public async Task An_older_list_imported_later_does_not_replace_newer_counts()
    {
        var replica = NewReplica();
        await replica.ImportAsync(replica.Drop("2026-02-11.json", Replies.Daily(("2602.00010", 40))));
        await replica.ImportAsync(replica.Drop("2026-02-10.json", Replies.Daily(("2602.00010", 2))));

        Assert.Equal(40, await replica.AskAsync<int>("SELECT upvotes FROM observed_counts"));
    }

    [Fact]
    public async Task A_dump_from_before_a_deletion_does_not_bring_the_paper_back()
    {
        var replica = NewReplica();
        await replica.ImportAsync(replica.Drop("old.xml", Replies.Oai(null, ("2602.00001", "2026-02-01"))));
        await replica.ImportAsync(replica.Drop("new.xml", Replies.Oai(null, ("-2602.00001", "2026-02-05"))));
        await replica.ImportAsync(replica.Drop("old-again.xml", Replies.Oai(null, ("2602.00001", "2026-02-01"))));
        Assert.Equal(0, await replica.AskAsync<long>("SELECT count(*) FROM papers WHERE withdrawn_at IS NULL"));

        await replica.ImportAsync(replica.Drop("back.xml", Replies.Oai(null, ("2602.00001", "2026-02-09"))));
        Assert.Equal(1, await replica.AskAsync<long>("SELECT count(*) FROM papers WHERE withdrawn_at IS NULL"));
    }

    [Fact]
    public async Task Many_papers_of_one_title_are_kept_apart_in_bounded_time()
    {
        const int Papers = 3_000;
        var replica = NewReplica();
        var table = "title,abstract,doi\n" + string.Concat(Enumerable.Range(1, Papers).Select(n => $"Untitled,Abstract {n}.,10.1000/{n}\n"));

        var started = TimeProvider.System.GetTimestamp();
        var first = await replica.ImportAsync(replica.Drop("a.csv", table));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var second = await replica.ImportAsync(replica.Drop("b.csv", table));

        Assert.Equal((Papers, Papers), (first.New, second.Unchanged));
        Assert.Equal(0, await replica.AskAsync<long>("SELECT count(*) FROM suspected_duplicates"));
        Assert.True(elapsed < TimeSpan.FromSeconds(60), $"{elapsed}");
    }

    [Fact]
    public async Task Two_papers_under_one_DOI_do_not_replace_each_other()
    {
        var replica = NewReplica();
        const string Bibliography = """
            @article{a,title={Totally about quaggle cats},author={Doe, Jane},doi={10.9000/same.70028},abstract={Cats are animals with fur.}}
            @article{b,title={Quantum quaggles on lattices},author={Roe, Richard},doi={10.9000/same.70028},abstract={We quantise by hand.}}
            @article{c,title={Editorial of the quaggle journal},author={Doe, Jane},year={2019},abstract={Volume nine holds papers on fish.}}
            @article{d,title={Editorial of the quaggle journal},author={Doe, Jane},year={2020},abstract={Volume ten holds papers on birds.}}
            """;

        var first = await replica.ImportAsync(replica.Drop("a.bib", Bibliography));
        var again = await replica.ImportAsync(replica.Drop("again.bib", Bibliography));

        Assert.Equal((2, 2), (first.New, first.Rejected));
        Assert.Equal((2, 2), (again.Unchanged, again.Rejected));
        Assert.Equal("Editorial of the quaggle journal|Totally about quaggle cats", await replica.AskAsync<string>("SELECT string_agg(title, '|' ORDER BY title) FROM papers"));
    }

    [Fact]
    public async Task Two_replicas_that_see_one_file_import_it_once()
    {
        var (one, other) = (NewReplica(), NewReplica());
        var file = one.Drop("a.jsonl", FileReadingTests.Lines(1_000));

        var taken = await Task.WhenAll(one.InboxFile.ImportAsync(file, Cancellation), other.InboxFile.ImportAsync(file, Cancellation));

        Assert.Single(taken, true);
        Assert.Equal(1_000, await one.CountPapersAsync());
        Assert.Equal(1_000, await one.AskAsync<decimal>("SELECT sum(new_papers) FROM imports"));
        Assert.Equal(["a.jsonl", "a.jsonl.report.json"], Names(one.Inbox.Done));
    }

    [Fact]
    public async Task Two_files_with_the_same_papers_at_the_same_time_make_each_of_them_once()
    {
        var (one, other) = (NewReplica(), NewReplica());
        var (first, second) = (one.Drop("a.jsonl", FileReadingTests.Lines(1_500)), one.Drop("b.jsonl", FileReadingTests.Lines(1_500, from: 501)));

        await Task.WhenAll(one.InboxFile.ImportAsync(first, Cancellation), other.InboxFile.ImportAsync(second, Cancellation));

        Assert.Equal(2_000, await one.CountPapersAsync());
        Assert.Equal("2000 1000", await one.AskAsync<string>("SELECT sum(new_papers) || ' ' || sum(unchanged_papers) FROM imports"));
    }

    private static List<string> Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
