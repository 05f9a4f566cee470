using System.Diagnostics;
using Papers.Testing.Stack;

namespace Papers.Benchmarks;

/// <summary>The time from the command until the web service and the status page respond.</summary>
internal static class StartBenchmark
{
    public static async Task<int> RunAsync(string[] settings)
    {
        var data = PapersStack.NewDataDirectory();
        try
        {
            await MeasureAsync("on a clean directory", stop: stack => stack.DisposeAsync().AsTask());
            await MeasureAsync("again", stop: KillEverythingAsync);
            await MeasureAsync("after a SIGKILL of everything", stop: stack => stack.DisposeAsync().AsTask());
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }

        return 0;

        async Task MeasureAsync(string what, Func<PapersStack, Task> stop)
        {
            var clock = Stopwatch.StartNew();
            var stack = await PapersStack.StartOnAsync(data, settings);
            Console.WriteLine($"  ready {what,-30} {clock.Elapsed.TotalSeconds,6:N1} s");
            clock.Restart();
            await stop(stack);
            Console.WriteLine($"  stopped {"",-28} {clock.Elapsed.TotalSeconds,6:N1} s");
        }
    }

    private static async Task KillEverythingAsync(PapersStack stack)
    {
        foreach (var process in StackProcesses.Of(stack.ProcessId))
        {
            using var kill = Process.Start("kill", ["-KILL", $"{process.Id}"]);
            await kill.WaitForExitAsync();
        }

        await stack.DisposeAsync();
    }
}
