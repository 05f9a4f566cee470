using System.Collections.Concurrent;
using System.Diagnostics;

namespace Papers.LocalHosting.Running;

/// <summary>
/// Starts every child from one thread that lives as long as the host: the kernel's parent-death signal fires when the
/// <em>thread</em> that started a child ends, so a thread of the pool would take its children with it.
/// </summary>
internal static class ChildProcessSpawner
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Waiting = [];

    static ChildProcessSpawner() => new Thread(Run) { IsBackground = true, Name = "Child process spawner" }.Start();

    public static Task<Process> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string workingDirectory)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            // Pipes of its own: with an inherited one, whoever reads the host's output waits for the child too.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Waiting.Add((start, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (start, started) in Waiting.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start."));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        }
    }
}
