using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Papers.Benchmarks.Readers;

/// <summary>Megabytes per second of each reader, beside a lower bound for reading the same bytes.</summary>
public class ReadersBenchmark
{
    private static IReadOnlyList<ReaderInput> s_inputs = [];

    public static IReadOnlyList<ReaderInput> Inputs => s_inputs;

    [ParamsSource(nameof(Inputs))]
    public ReaderInput Input { get; set; } = null!; // BenchmarkDotNet sets it before it runs anything.

    public static int Run(string folder)
    {
        s_inputs = ReaderInput.Load(folder);
        var config = ManualConfig.CreateEmpty()
            // In this process: otherwise a program per benchmark would be built first, on the measured machine.
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithWarmupCount(2).WithIterationCount(5).WithInvocationCount(1).WithUnrollFactor(1))
            .AddLogger(NullLogger.Instance);
        var summary = BenchmarkRunner.Run<ReadersBenchmark>(config);
        Console.WriteLine($"{"reader",-26} {"MB",7} {"records",8} {"MB/s",8} {"floor MB/s",11}  floor");
        foreach (var input in s_inputs)
        {
            Console.WriteLine(
                $"{input.Name,-26} {input.Bytes.Length / 1e6,7:F1} {input.CountRecords(),8:N0} "
                + $"{Speed(nameof(Read)),8:F0} {Speed(nameof(Floor)),11:F0}  {input.FloorName}");

            double Speed(string method) => summary.Reports
                .Where(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method)
                .Where(report => ReferenceEquals(report.BenchmarkCase.Parameters["Input"], input))
                .Select(report => report.ResultStatistics is { } result ? input.Bytes.Length / 1e6 / (result.Median / 1e9) : double.NaN)
                .FirstOrDefault(double.NaN);
        }

        return summary.HasCriticalValidationErrors ? 1 : 0;
    }

    [Benchmark]
    public long Read() => Input.CountRecords();

    [Benchmark]
    public long Floor() => Input.ReadFloor();
}
