using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Running;

/// <summary>A resource while the application runs: its processes, and what stands before them.</summary>
/// <param name="resource">What runs.</param>
/// <param name="processes">One, or as many as there are replicas.</param>
/// <param name="startProxies">What shares the load between them.</param>
/// <param name="announce">Called, where there are several, when all are ready, with the time that took.</param>
/// <param name="time">Measures it.</param>
internal sealed class ResourceRun(
    IResource resource, IReadOnlyList<Supervisor> processes, Func<IEnumerable<TcpProxy>> startProxies, Action<TimeSpan> announce, TimeProvider time)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<TcpProxy> _proxies = [];

    public IResource Resource => resource;

    /// <summary>Completes when every process has been healthy once, and the console was told.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Takes the ports that replicas share, before anything is started.</summary>
    /// <exception cref="CannotStartException">Another program has just taken one.</exception>
    public void Listen()
    {
        try
        {
            _proxies = [.. startProxies()];
        }
        catch (SocketException taken)
        {
            throw new CannotStartException($"The port of '{resource.Name}' is taken by another program: {taken.Message}");
        }
    }

    /// <param name="mayStart">Completes when what the resource waits for is ready.</param>
    public void Start(Task mayStart)
    {
        foreach (var process in processes)
            process.Start(mayStart);
        _ = AnnounceAsync(mayStart);
    }

    public async Task StopAsync(CancellationToken kill)
    {
        await Task.WhenAll(processes.Select(process => process.StopAsync(kill)));
        foreach (var proxy in _proxies)
            await proxy.DisposeAsync();
    }

    private async Task AnnounceAsync(Task mayStart)
    {
        try
        {
            await mayStart;
            var began = time.GetTimestamp();
            await Task.WhenAll(processes.Select(process => process.Ready));
            if (processes.Count > 1)
                announce(time.GetElapsedTime(began));
            _ready.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            // Stopped before that.
            _ready.TrySetCanceled();
        }
    }
}
