using System.Diagnostics;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.Benchmarks;

/// <summary>A file of very many papers: how fast they become tagged, linked and searchable to the end, and whether memory stays flat.</summary>
internal static class MillionBenchmark
{
    private const int ReportEvery = 50_000;
    private const long WorthTelling = 50_000_000;

    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(6);

    public static async Task<int> RunAsync(string realPapers, int count, string[] settings)
    {
        using var folder = new TemporaryFolder();
        await MadePapers.WriteAsync(realPapers, folder["made.jsonl.gz"], count);
        await using var stack = await PapersStack.StartAsync(["--Ingest:Samples=false", .. settings]);
        var before = StackUsage.Of(stack.ProcessId);
        Directory.CreateDirectory(stack.Inbox);
        File.Move(folder["made.jsonl.gz"], Path.Combine(stack.Inbox, "made.jsonl.gz"));

        var clock = Stopwatch.StartNew();
        var looks = new List<Look>();
        var (reported, reportedAt) = (0L, TimeSpan.Zero);
        while (looks is not [.., { Counts: { IsSettled: true } last }] || last.Papers < count)
        {
            if (clock.Elapsed > s_limit || looks is [.., { Counts.Faults: > 0 }])
            {
                Console.WriteLine($"Gave up after {clock.Elapsed.TotalMinutes:N0} minutes.");
                break;
            }

            await Task.Delay(s_pollInterval);
            if (await FindStatusAsync(stack) is not { } status)
            {
                continue;
            }

            var look = new Look(status, StackUsage.Of(stack.ProcessId));
            looks.Add(look);
            var searchable = Math.Min(look.Counts.Searchable, look.Counts.Tagged);
            if (searchable / ReportEvery > reported / ReportEvery)
            {
                Console.WriteLine(Line(look, searchable, (searchable - reported) / (clock.Elapsed - reportedAt).TotalSeconds));
                (reported, reportedAt) = (searchable, clock.Elapsed);
            }
        }

        var counts = looks[^1].Counts;
        Console.WriteLine($"{counts.Papers:N0} papers in {clock.Elapsed.TotalSeconds:N0} s, {counts.Searchable / clock.Elapsed.TotalSeconds:N0} a second; {counts.LinksFound:N0} links found, {counts.Faults} faults");
        Tell(looks, count);
        foreach (var line in looks[^1].Usage.Since(before))
        {
            Console.WriteLine(line);
        }

        return counts.Faults == 0 && counts.Papers == count && counts.IsSettled ? 0 : 1;
    }

    // A part that is too busy to answer in time is said, and asked again.
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

    private static string Line(Look look, long searchable, double rate)
    {
        var memory = look.Usage.Processes.Where(process => process.Value.Bytes > WorthTelling)
            .OrderByDescending(process => process.Value.Bytes)
            .Select(process => $"{process.Key.Replace(".dll", "")} {process.Value.Bytes / 1e6:N0}");
        return $"{searchable,12:N0} of {look.Counts.Papers:N0} imported, {rate,6:N0}/s; MB now: {string.Join(", ", memory)}";
    }

    private static void Tell(List<Look> looks, int count)
    {
        var first = looks.FindAll(look => look.Counts.Searchable > 0 && look.Counts.Searchable <= count / 10);
        var last = looks.FindAll(look => look.Counts.Searchable > count / 10 * 9);
        Console.WriteLine($"  {"memory, MB on average",-28} {"first 10 %",12} {"last 10 %",12} {"peak",9}");
        foreach (var (name, used) in looks[^1].Usage.Processes.OrderByDescending(process => process.Value.PeakBytes).Where(process => process.Value.PeakBytes > WorthTelling))
        {
            Console.WriteLine($"    {name,-26} {Average(first, name),12:N0} {Average(last, name),12:N0} {used.PeakBytes / 1e6,9:N0}");
        }
    }

    private static double Average(List<Look> looks, string name) =>
        looks.Select(look => (look.Usage.Processes.GetValueOrDefault(name)?.Bytes ?? 0) / 1e6).DefaultIfEmpty().Average();

    private sealed record Look(StatusCounts Counts, StackUsage Usage);
}
