using Papers.Testing.Stack;

namespace Papers.Benchmarks;

/// <summary>
/// The processor time and memory of the processes of a stack. Unlike elapsed time, processor time is meaningful on a busy machine too.
/// </summary>
internal sealed record StackUsage(IReadOnlyDictionary<string, ProcessUsage> Processes)
{
    public double ProcessorSeconds => Processes.Values.Sum(process => process.ProcessorSeconds);

    public static StackUsage Of(int appHost) => new(StackProcesses.Of(appHost)
        .GroupBy(process => process.Name)
        .ToDictionary(
            same => same.Key,
            same => new ProcessUsage(
                same.Max(process => process.PeakBytes),
                same.Max(process => process.Bytes),
                same.Sum(process => process.ProcessorSeconds))));

    /// <summary>A table by process name, the highest processor time first.</summary>
    public IEnumerable<string> Since(StackUsage before)
    {
        yield return $"  {"processes",-28} {"CPU s to start",16} {"CPU s since",12} {"peak MB",9}";
        foreach (var (name, used) in Processes.OrderByDescending(process => process.Value.ProcessorSeconds))
        {
            var first = before.Processes.GetValueOrDefault(name)?.ProcessorSeconds ?? 0;
            yield return $"    {name,-26} {first,16:N1} {used.ProcessorSeconds - first,12:N1} {used.PeakBytes / 1e6,9:N0}";
        }

        yield return $"    {"total",-26} {before.ProcessorSeconds,16:N1} {ProcessorSeconds - before.ProcessorSeconds,12:N1}";
    }
}

/// <param name="PeakBytes">The peak memory of one process of this name.</param>
/// <param name="Bytes">Its memory now.</param>
/// <param name="ProcessorSeconds">The processor time of all processes of this name.</param>
internal sealed record ProcessUsage(long PeakBytes, long Bytes, double ProcessorSeconds);
