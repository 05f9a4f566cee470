using System.Text;
using Papers.Contracts;
using Papers.Ingest.Import;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.JsonLines;
using Papers.Ingest.Sources.PageDump;

namespace Papers.Ingest.Tests.Import;

public sealed class FileReadingTests : IDisposable
{
    private static readonly DateOnly Latest = new(2026, 1, 1);
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task A_file_is_read_in_batches_that_know_their_place()
    {
        var batches = await ReadAsync(Lines(450), 0);

        Assert.Equal([(0L, 200), (200L, 200), (400L, 50)], batches.Select(batch => (batch.Position, batch.Count)));
    }

    [Fact]
    public async Task What_is_behind_is_passed_over()
    {
        var batches = await ReadAsync(Lines(450), 399);

        Assert.Equal([(399L, 51)], batches.Select(batch => (batch.Position, batch.Count)));
        Assert.Equal("Title 400", batches[0].Records[0].Record.Title);
    }

    [Fact]
    public async Task Rejects_count_as_entries()
    {
        var batches = await ReadAsync("bad\n" + Lines(3) + "worse\n", 0);

        Assert.Equal([0L, 4L], batches.Single().Rejects.Select(reject => reject.Position));
        Assert.Equal(5, batches.Single().Count);
    }

    [Fact]
    public async Task A_compressed_file_that_expands_beyond_the_limit_is_cut_there()
    {
        File.WriteAllBytes(_path, FileFormatsTests.Gzip(Lines(5_000)));

        var batches = await FileReading.ReadAsync(_path, new JsonLinesFormat(), Latest, 0, DateTimeOffset.MaxValue, 100_000, CancellationToken.None).ToListAsync();

        Assert.Contains("truncated", batches[^1].Rejects[^1].Entry.Reason, StringComparison.Ordinal);
        Assert.InRange(batches.Sum(batch => batch.Records.Count), 1, 2_000);
    }

    [Fact]
    public void Detecting_a_format_stops_when_it_is_cancelled()
    {
        File.WriteAllBytes(_path, FileFormatsTests.Gzip(Lines(10)));

        Assert.Throws<OperationCanceledException>(() => FileFormats.Find(_path, long.MaxValue, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Huge_records_make_small_batches()
    {
        var lines = string.Concat(Enumerable.Range(1, 60).Select(n => $$"""{"title": "Title {{n}}", "abstract": "{{new string('x', 190_000)}}"}""" + "\n"));

        var batches = await ReadAsync(lines, 0);

        Assert.Equal(60, batches.Sum(batch => batch.Count));
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 12));
    }

    [Fact]
    public async Task A_day_that_is_yet_to_come_is_rejected()
    {
        var batch = (await ReadAsync("""{"title": "t", "abstract": "a", "listed": "2026-01-02"}""", 0)).Single();

        Assert.Contains("future", Assert.Single(batch.Rejects).Entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_packed_and_cut_off_is_kept_up_to_the_cut()
    {
        var packed = FileFormatsTests.Gzip(Lines(5000));
        await File.WriteAllBytesAsync(_path, packed[..(packed.Length / 2)]);

        var batches = await ReadFileAsync(0);

        Assert.InRange(batches.Sum(batch => batch.Records.Count), 1000, 4500);
        var reject = Assert.Single(batches.SelectMany(batch => batch.Rejects)).Entry;
        Assert.Equal(batches.Sum(batch => batch.Records.Count) + 1, reject.Line);
        Assert.Contains("truncated", reject.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_packed_and_cut_off_is_kept_up_to_the_cut()
    {
        var packed = FileFormatsTests.Gzip(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "huggingface-papers-page.txt")));
        await File.WriteAllBytesAsync(_path, packed[..(packed.Length / 2)]);
        var found = FileFormats.Find(_path, long.MaxValue, CancellationToken.None);

        Assert.IsType<PageDumpFormat>(found.Format);
        var batch = (await FileReading.ReadAsync(_path, found.Format, Latest, 0, DateTimeOffset.MaxValue, long.MaxValue, CancellationToken.None).ToListAsync()).Single();
        Assert.InRange(batch.Records.Count, 20, 90);
        Assert.Contains("truncated", batch.Rejects[^1].Entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_asking_stops_the_reading()
    {
        await File.WriteAllTextAsync(_path, Lines(5000));
        await foreach (var batch in FileReading.ReadAsync(_path, new JsonLinesFormat(), Latest, 0, DateTimeOffset.MaxValue, long.MaxValue, CancellationToken.None))
        {
            Assert.Equal(BatchLimits.Items, batch.Count);
            break;
        }

        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), handle => new FileInfo(handle).LinkTarget == _path);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_a_fault_of_the_disk()
    {
        File.Delete(_path);

        await Assert.ThrowsAnyAsync<IOException>(() => ReadFileAsync(0));
    }

    public void Dispose() => File.Delete(_path);

    internal static string Lines(int count, int from = 1) => string.Concat(Enumerable.Range(from, count).Select(n =>
        $$"""{"id": "{{2501 + n / 90_000:0000}}.{{n % 90_000 + 1:00000}}", "title": "Title {{n}}", "abstract": "Abstract {{n}}.", "listed": "2025-03-{{n % 28 + 1:00}}"}""" + "\n"));

    private async Task<List<EntryBatch>> ReadAsync(string text, long position)
    {
        await File.WriteAllBytesAsync(_path, Encoding.UTF8.GetBytes(text));
        return await ReadFileAsync(position);
    }

    private async Task<List<EntryBatch>> ReadFileAsync(long position) =>
        await FileReading.ReadAsync(_path, new JsonLinesFormat(), Latest, position, DateTimeOffset.MaxValue, long.MaxValue, CancellationToken.None).ToListAsync();
}
