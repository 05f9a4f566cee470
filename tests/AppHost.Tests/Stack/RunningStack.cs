using System.Collections.Concurrent;

namespace Papers.AppHost.Tests.Stack;

/// <summary>One stack for all tests that only look at it, with settings and secrets in the app host's environment, and a watch over its connections.</summary>
public sealed class RunningStack : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _outside = new();
    private PapersStack? _stack;
    private Task _watching = Task.CompletedTask;

    public PapersStack Stack => _stack ?? throw new InvalidOperationException("The stack is not running.");

    /// <summary>Connections of its processes that led, or would have led, beyond this machine.</summary>
    public IReadOnlyCollection<string> ConnectionsOutside => [.. _outside.Keys];

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["Notification__Smtp__Password"] = "of-notification-alone",
            ["Parameters__other-token"] = "of-nobody",
            ["SOME_API_KEY"] = "of-the-shell",
        };
        _watching = Task.Run(WatchAsync);
        _stack = await PapersStack.StartAsync(environment, "--Ingest:Samples=false");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }
    }

    // Before the stack is known, everything that this process has started is looked at.
    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var process in StackProcesses.Of(_stack?.ProcessId ?? Environment.ProcessId))
            {
                foreach (var connection in process.ConnectionsOutside())
                {
                    _outside[$"{process.Name}: {connection}"] = true;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
