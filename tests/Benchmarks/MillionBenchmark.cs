using System.Diagnostics;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.Benchmarks;

/// <summary>Imports a very large file: throughput until all papers are tagged, linked and searchable, and memory over time.</summary>
internal static class MillionBenchmark
{
    private const int ReportEvery = 50_000;
    private const long ReportedBytes = 50_000_000;

    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(6);

    public static async Task<int> RunAsync(string realPapers, int count, string[] settings)
    {
        using var folder = new TemporaryFolder();
        await GeneratedPapers.WriteAsync(realPapers, folder["generated.jsonl.gz"], count);
        await using var stack = await PapersStack.StartAsync(["--Ingest:Samples=false", .. settings]);
        var before = StackUsage.Of(stack.ProcessId);
        Directory.CreateDirectory(stack.Inbox);
        File.Move(folder["generated.jsonl.gz"], Path.Combine(stack.Inbox, "generated.jsonl.gz"));

        var clock = Stopwatch.StartNew();
        var samples = new List<Sample>();
        var (reported, reportedAt) = (0L, TimeSpan.Zero);
        while (samples is not [.., { Counts: { IsSettled: true } last }] || last.Papers < count)
        {
            if (clock.Elapsed > s_limit || samples is [.., { Counts.Faults: > 0 }])
            {
                Console.WriteLine($"Timeout after {clock.Elapsed.TotalMinutes:N0} minutes.");
                break;
            }

            await Task.Delay(s_pollInterval);
            if (await FindStatusAsync(stack) is not { } status)
            {
                continue;
            }

            var sample = new Sample(status, StackUsage.Of(stack.ProcessId));
            samples.Add(sample);
            var searchable = Math.Min(sample.Counts.Searchable, sample.Counts.Tagged);
            if (searchable / ReportEvery > reported / ReportEvery)
            {
                Console.WriteLine(Line(sample, searchable, (searchable - reported) / (clock.Elapsed - reportedAt).TotalSeconds));
                (reported, reportedAt) = (searchable, clock.Elapsed);
            }
        }

        var counts = samples[^1].Counts;
        Console.WriteLine(
            $"{counts.Papers:N0} papers in {clock.Elapsed.TotalSeconds:N0} s, {counts.Searchable / clock.Elapsed.TotalSeconds:N0} per second; "
            + $"{counts.LinksFound:N0} links found, {counts.Faults} faults");
        PrintMemory(samples, count);
        foreach (var line in samples[^1].Usage.Since(before))
        {
            Console.WriteLine(line);
        }

        return counts.Faults == 0 && counts.Papers == count && counts.IsSettled ? 0 : 1;
    }

    // If a service is too busy to respond in time, it is reported and polled again.
    private static async Task<StatusCounts?> FindStatusAsync(PapersStack stack)
    {
        try
        {
            return await stack.StatusAsync();
        }
        catch (HttpRequestException fault)
        {
            Console.WriteLine($"      {fault.Message}");
            return null;
        }
    }

    private static string Line(Sample sample, long searchable, double rate)
    {
        var memory = sample.Usage.Processes.Where(process => process.Value.Bytes > ReportedBytes)
            .OrderByDescending(process => process.Value.Bytes)
            .Select(process => $"{process.Key.Replace(".dll", "")} {process.Value.Bytes / 1e6:N0}");
        return $"{searchable,12:N0} of {sample.Counts.Papers:N0} imported, {rate,6:N0}/s; MB now: {string.Join(", ", memory)}";
    }

    private static void PrintMemory(List<Sample> samples, int count)
    {
        var first = samples.FindAll(sample => sample.Counts.Searchable > 0 && sample.Counts.Searchable <= count / 10);
        var last = samples.FindAll(sample => sample.Counts.Searchable > count / 10 * 9);
        Console.WriteLine($"  {"memory, MB on average",-28} {"first 10 %",12} {"last 10 %",12} {"peak",9}");
        var processes = samples[^1].Usage.Processes.Where(process => process.Value.PeakBytes > ReportedBytes);
        foreach (var (name, used) in processes.OrderByDescending(process => process.Value.PeakBytes))
        {
            Console.WriteLine($"    {name,-26} {Average(first, name),12:N0} {Average(last, name),12:N0} {used.PeakBytes / 1e6,9:N0}");
        }
    }

    private static double Average(List<Sample> samples, string name) =>
        samples.Select(sample => (sample.Usage.Processes.GetValueOrDefault(name)?.Bytes ?? 0) / 1e6).DefaultIfEmpty().Average();

    private sealed record Sample(StatusCounts Counts, StackUsage Usage);
}
