using System.Collections.Immutable;
using Papers.LocalHosting.Servers;

namespace Papers.LocalHosting.Running;

/// <summary>
/// Keeps one process running: starts it when it may, sees when it is healthy, starts it again on the same port with growing pauses when it exits by itself, and
/// writes on the board what it does.
/// </summary>
/// <param name="plan">What to run.</param>
/// <param name="board">Has a row of the plan's name.</param>
/// <param name="logs">Gets what the process writes.</param>
/// <param name="console">Is told when it is ready, and when it is started again.</param>
/// <param name="fail">Called with the reason when trying again cures nothing: a server cannot even be started for the first time.</param>
/// <param name="time">For pauses and intervals.</param>
internal sealed class Supervisor(ProcessPlan plan, ResourceBoard board, ConsoleLogs logs, HostConsole console, Action<string> fail, TimeProvider time)
{
    private static readonly TimeSpan UntilFirstHealthy = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasFailed;
    private readonly CancellationTokenSource _stop = new();
    private CancellationToken _kill;
    private Task _running = Task.CompletedTask;

    public string Name => plan.Name;

    /// <summary>Completes when the process has been healthy for the first time, or is stopped before that.</summary>
    public Task Ready => _ready.Task;

    /// <param name="mayStart">Completes when what the process waits for is ready.</param>
    public void Start(Task mayStart) => _running = RunAsync(mayStart);

    /// <param name="kill">Cancelled when the process must end at once.</param>
    public async Task StopAsync(CancellationToken kill)
    {
        _kill = kill;
        await _stop.CancelAsync();
        await _running;
    }

    private async Task RunAsync(Task mayStart)
    {
        try
        {
            await mayStart.WaitAsync(_stop.Token);
            for (var failures = 0; ;)
            {
                var end = await RunOnceAsync();
                if (_stop.IsCancellationRequested)
                    break;

                failures = end.HealthyFor >= RestartBackOff.GoodAfter ? 1 : failures + 1;
                await PauseAsync(end, RestartBackOff.Pause(failures));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while it waited.
        }
        catch (Exception unexpected)
        {
            // A fault of the host's own: nothing watches the process any more, so everything ends.
            _hasFailed = true;
            fail($"{plan.Name} could not be kept running. {unexpected}");
        }

        Show(resource => resource with { State = _hasFailed ? ResourceState.Failed : ResourceState.Stopped, Health = ResourceHealth.Unknown, ProcessId = null, StartedAt = null });
        _ready.TrySetCanceled();
    }

    private async Task<End> RunOnceAsync()
    {
        Show(resource => resource with { State = ResourceState.Starting, Note = null });
        var began = time.GetTimestamp();
        RunningProcess process;
        try
        {
            process = await plan.StartAsync(line => logs.Append(plan.Name, line.Text, line.IsError), _stop.Token);
        }
        catch (ServerStartException failure) when (!_ready.Task.IsCompleted)
        {
            Show(resource => resource with { State = ResourceState.Failed, Note = failure.Message });
            _hasFailed = true;
            fail($"{plan.Name} could not be started. {failure.Message}");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, _stop.Token);
            throw;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logs.Append(plan.Name, failure.Message, isError: true);
            return new End(ExitCode: null, $"could not be started: {failure.Message}", TimeSpan.Zero);
        }

        Show(resource => resource with { ProcessId = process.Id, StartedAt = time.GetUtcNow() });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var checking = CheckHealthAsync(began, over.Token);
        await Task.WhenAny(process.Exited, Task.Delay(Timeout.InfiniteTimeSpan, time, over.Token));
        if (!process.Exited.IsCompleted)
        {
            Show(resource => resource with { State = ResourceState.Stopping });
            await StopAsync(process);
        }

        await over.CancelAsync();
        var exitCode = await process.Exited;
        await process.EndAsync();
        return new End(exitCode, $"exited with code {exitCode}", await checking);
    }

    private async Task StopAsync(RunningProcess process)
    {
        try
        {
            await process.StopAsync(plan.StopPatience, _kill);
        }
        catch (OperationCanceledException) when (_kill.IsCancellationRequested)
        {
            // It has ended, though not in good order.
        }
    }

    private async Task PauseAsync(End end, TimeSpan pause)
    {
        var restarts = 0;
        Show(resource => resource with
        {
            State = ResourceState.Restarting,
            Health = ResourceHealth.Unhealthy,
            Restarts = restarts = resource.Restarts + 1,
            ExitCode = end.ExitCode,
            ProcessId = null,
            StartedAt = null,
            Note = $"It {end.What}; started again after {pause.TotalSeconds:0.#} s.",
        });
        console.Restarting(plan.Name, end.What, pause, restarts, end.HealthyFor > TimeSpan.Zero ? [] : LastWords.Of(logs.Newest(plan.Name, 60)));
        await Task.Delay(pause, time, _stop.Token);
    }

    /// <summary>Returns for how long the process has been healthy since it first was.</summary>
    private async Task<TimeSpan> CheckHealthAsync(long began, CancellationToken over)
    {
        long? healthySince = null;
        try
        {
            while (true)
            {
                var problem = await plan.CheckAsync(over);
                var isNew = problem is null && healthySince is null;
                if (isNew)
                    healthySince = time.GetTimestamp();

                ShowHealth(problem, isFirst: healthySince is null);
                if (isNew)
                    Announce(time.GetElapsedTime(began));

                await Task.Delay(problem is null ? WhileHealthy : healthySince is null ? UntilFirstHealthy : WhileUnhealthy, time, over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return healthySince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    private void Announce(TimeSpan after)
    {
        var row = board.Current.Find(plan.Name);
        if (_ready.Task.IsCompleted)
            console.RunningAgain(row, after);
        else if (plan.IsAnnounced)
            console.Ready(row, after);

        // Told before anybody goes on with it, so that the console never says that all are ready before it names the last.
        _ready.TrySetResult();
    }

    private void ShowHealth(string? problem, bool isFirst) => Show(resource => resource with
    {
        State = isFirst ? ResourceState.Starting : ResourceState.Running,
        Health = problem is null ? ResourceHealth.Healthy : isFirst ? ResourceHealth.Unknown : ResourceHealth.Unhealthy,
        HealthChecks = ImmutableArray.Create(new HealthCheckReport
        {
            Name = plan.CheckName,
            Health = problem is null ? ResourceHealth.Healthy : ResourceHealth.Unhealthy,
            Description = problem,
            CheckedAt = time.GetUtcNow(),
        }),
    });

    private void Show(Func<ResourceSnapshot, ResourceSnapshot> change) => board.Update(plan.Name, change);

    private sealed record End(int? ExitCode, string What, TimeSpan HealthyFor);
}
