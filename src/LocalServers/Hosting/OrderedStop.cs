using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Papers.LocalServers;

/// <summary>
/// Watches from before the first resource starts, and stops the processes in order: the services, then the servers, each given its time. DCP, which would
/// stop all at once and kill after six seconds, then finds nothing left to stop.
/// </summary>
internal sealed class OrderedStop(RestartWatch watch, OperatorConsole console, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private const int Terminate = 15;
    private const int Kill = 9;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private bool _hasStopped;

    // Aspire's own hosted services start after this. The latest registration is called first: before a start that still goes on is cancelled.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = watch.RunAsync(lifetime.ApplicationStopping);
        lifetime.ApplicationStopping.Register(Stop);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Stop();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Stop()
    {
        lock (_gate)
        {
            if (_hasStopped)
                return;

            _hasStopped = true;
            console.Write("Stopping …");
            watch.Pause();
            End(watch.ProcessIds(ofServices: true));
            End(watch.ProcessIds(ofServices: false));
        }
    }

    private static void End(IReadOnlyList<int> processes)
    {
        var waited = Stopwatch.StartNew();
        // Signal 0 only asks whether the process is there.
        for (var signal = Terminate; processes.Count(process => SendSignal(process, signal) == 0) > 0; signal = waited.Elapsed > s_limit ? Kill : 0)
            Thread.Sleep(25);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
