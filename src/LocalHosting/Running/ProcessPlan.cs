using Papers.LocalHosting.Servers;

namespace Papers.LocalHosting.Running;

/// <summary>How one process of a resource is started and asked for its health, as often as it takes.</summary>
internal sealed record ProcessPlan
{
    /// <summary>The row on the board, and the name in the logs.</summary>
    public required string Name { get; init; }

    /// <summary>Starts the process; its lines go to the callback.</summary>
    public required Func<Action<ChildOutputLine>, CancellationToken, Task<RunningProcess>> StartAsync { get; init; }

    /// <summary>Null when healthy, else what is wrong. It must not throw but for cancellation.</summary>
    public required Func<CancellationToken, Task<string?>> CheckAsync { get; init; }

    /// <summary>The name of the health check.</summary>
    public required string CheckName { get; init; }

    /// <summary>Whether the console gets a line when it is ready; for several replicas it gets one for all of them.</summary>
    public bool IsAnnounced { get; init; } = true;

    /// <summary>How long an orderly end may take before it is forced.</summary>
    public required TimeSpan StopPatience { get; init; }
}

/// <summary>A process, or a few that live and end together.</summary>
/// <param name="Id">Of the process that matters.</param>
/// <param name="Exited">Completes with its exit code.</param>
/// <param name="StopAsync">Ends it in good order, and by force after the patience.</param>
/// <param name="EndAsync">Ends what may be left of it when it has exited.</param>
internal sealed record RunningProcess(int Id, Task<int> Exited, Func<TimeSpan, CancellationToken, Task> StopAsync, Func<ValueTask> EndAsync)
{
    public static RunningProcess Of(ChildProcess process) => new(process.Id, process.Exited, process.StopAsync, process.DisposeAsync);

    public static RunningProcess Of(LocalServer server) => new(server.ProcessId, server.Exited, server.StopAsync, server.DisposeAsync);
}
