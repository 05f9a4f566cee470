using System.Diagnostics;
using System.IO.Compression;
using Papers.Testing.Stack;

namespace Papers.Benchmarks;

/// <summary>From a file in the inbox until its papers are tagged, linked and searchable.</summary>
internal static class PipelineBenchmark
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(60);

    public static async Task<int> RunAsync(string file, string[] settings)
    {
        var floor = await ReadAloneAsync(file);
        await using var stack = await PapersStack.StartAsync(["--Ingest:Samples=false", .. settings]);
        var started = StackUsage.Of(stack.ProcessId);
        var clock = Stopwatch.StartNew();
        await stack.DropAsync(Path.GetFileName(file), File.OpenRead(file));

        var report = Path.Combine(stack.Inbox, "done", $"{Path.GetFileName(file)}.report.json");
        var imported = WhenAsync(() => File.Exists(report), clock);
        var importedAt = await imported;
        var counts = await WhenSettledAsync(stack, clock);
        var settledAt = await WhenLinksSettledAsync(stack, counts, clock);
        counts = await stack.StatusAsync();

        Console.WriteLine($"{Path.GetFileName(file)}: {counts.Papers:N0} papers, {counts.LinksFound:N0} links found, {counts.Faults} faults");
        Console.WriteLine($"  reading the file alone        {floor.Lines / floor.Seconds,10:N0} lines/s   {floor.Seconds,8:N1} s");
        Console.WriteLine($"  imported                      {counts.Papers / importedAt.TotalSeconds,10:N0} papers/s  {importedAt.TotalSeconds,8:N1} s");
        Console.WriteLine($"  tagged, linked, searchable    {counts.Papers / settledAt.TotalSeconds,10:N0} papers/s  {settledAt.TotalSeconds,8:N1} s");
        foreach (var line in StackUsage.Of(stack.ProcessId).Since(started))
        {
            Console.WriteLine(line);
        }

        return counts.Faults == 0 ? 0 : 1;
    }

    // For comparison: only decompressing the file and splitting it into lines, on one thread.
    private static async Task<(long Lines, double Seconds)> ReadAloneAsync(string file)
    {
        var clock = Stopwatch.StartNew();
        await using var raw = File.OpenRead(file);
        await using Stream text = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(text);
        var lines = 0L;
        while (await reader.ReadLineAsync() is not null)
        {
            lines++;
        }

        return (lines, clock.Elapsed.TotalSeconds);
    }

    private static async Task<TimeSpan> WhenAsync(Func<bool> condition, Stopwatch clock)
    {
        while (!condition())
        {
            if (clock.Elapsed > s_limit)
            {
                throw new TimeoutException($"The file was not imported within {s_limit}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return clock.Elapsed;
    }

    // Not too often: each poll makes all services and servers count, which takes processor time from the import.
    private static async Task<StatusCounts> WhenSettledAsync(PapersStack stack, Stopwatch clock)
    {
        while (await stack.StatusAsync() is { } counts)
        {
            if (counts.IsSettled)
            {
                return counts;
            }

            if (clock.Elapsed > s_limit)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }

        throw new TimeoutException($"The papers were not tagged and searchable within {s_limit}.");
    }

    // The last links may be found after the last paper is searchable: measured is the time when their number stops growing.
    private static async Task<TimeSpan> WhenLinksSettledAsync(PapersStack stack, StatusCounts last, Stopwatch clock)
    {
        var changedAt = clock.Elapsed;
        while (clock.Elapsed - changedAt < TimeSpan.FromSeconds(3))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            var now = await stack.StatusAsync();
            if (now.LinksFound != last.LinksFound || !now.IsSettled)
            {
                changedAt = clock.Elapsed;
                last = now;
            }
        }

        return changedAt;
    }
}
