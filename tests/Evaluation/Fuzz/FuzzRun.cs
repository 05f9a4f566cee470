using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Papers.Ingest.Sources.Xml;
using Papers.Ingest.Tests.Fuzz;

namespace Papers.Evaluation.Fuzz;

/// <summary>Runs every reader on mutated inputs. An input that fails is saved with its seed, to become a test.</summary>
public sealed record FuzzRun(int Count, int Seed, string? Folder)
{
    private const int MostFindings = 20;

    private static readonly TimeSpan s_mostProcessorTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_mostTime = TimeSpan.FromMinutes(1);

    private static volatile Attempt? s_attempt;

    public static bool TryRead(string[] arguments, [NotNullWhen(true)] out FuzzRun? run)
    {
        var (count, seed) = (100_000, 1);
        var isRead = (arguments.Length < 1 || int.TryParse(arguments[0], out count)) && (arguments.Length < 2 || int.TryParse(arguments[1], out seed));
        run = isRead ? new(count, seed, arguments.ElementAtOrDefault(2)) : null;
        return isRead;
    }

    public int Run()
    {
        var corpus = FuzzCorpus.Load(Folder);
        Console.WriteLine($"corpus: {corpus.Describe()}");
        Console.WriteLine($"seed {Seed}, {Count:N0} inputs over {FuzzedReaders.All.Count} readers");
        var watch = new Thread(Watch) { IsBackground = true };
        watch.Start();

        var findings = 0;
        var bytes = 0L;
        var started = Stopwatch.StartNew();
        for (var i = 0; i < Count && findings < MostFindings; i++)
        {
            var reader = FuzzedReaders.All[i % FuzzedReaders.All.Count];
            var inputSeed = unchecked(Seed * 1_000_003 + i) & int.MaxValue;
            var input = MutatedInput.Make(new Random(inputSeed), corpus.For(reader, inputSeed), reader.Tokens);
            bytes += input.Length;
            s_attempt = new(reader, input, inputSeed, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            if (FuzzedReading.FindFault(reader, input, inputSeed) is { } fault)
            {
                findings++;
                Report(s_attempt, fault);
            }

            s_attempt = null;
            if ((i + 1) % 10_000 == 0)
            {
                Console.WriteLine($"{i + 1,9:N0} inputs, {bytes / 1e6:N0} MB, {started.Elapsed.TotalSeconds:N0} s, {findings} findings");
            }
        }

        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        Console.WriteLine(
            $"{Count:N0} inputs, {bytes / 1e6:N1} MB in {started.Elapsed.TotalSeconds:N0} s; seed {Seed}; {findings} findings; "
            + $"peak memory {memory:N0} MB");
        return findings == 0 ? 0 : 1;
    }

    private static void Watch()
    {
        while (true)
        {
            Thread.Sleep(500);
            if (s_attempt is { } attempt
                && (Environment.CpuUsage.TotalTime - attempt.ProcessorTime > s_mostProcessorTime || Stopwatch.GetElapsedTime(attempt.Began) > s_mostTime)
                && ReferenceEquals(attempt, s_attempt))
            {
                Report(attempt, $"Timeout after {(Environment.CpuUsage.TotalTime - attempt.ProcessorTime).TotalSeconds:F1} s of processor time.");
                Environment.Exit(1);
            }
        }
    }

    private static void Report(Attempt attempt, string fault)
    {
        var name = $"fuzz-{attempt.Reader.Name.Replace(' ', '-')}-{Convert.ToHexStringLower(SHA256.HashData(attempt.Input))[..12]}.bin";
        File.WriteAllBytes(name, attempt.Input);
        Console.WriteLine(
            $"FOUND by seed {attempt.Seed} in {attempt.Reader.Name}, {attempt.Input.Length:N0} bytes, saved as {Path.GetFullPath(name)}:\n  {fault}");
    }

    private sealed record Attempt(FuzzedReader Reader, byte[] Input, int Seed, long Began, TimeSpan ProcessorTime);
}
