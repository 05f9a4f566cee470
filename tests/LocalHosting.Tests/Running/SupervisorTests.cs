using Papers.LocalHosting.Running;
using Papers.LocalHosting.Servers;

namespace Papers.LocalHosting.Tests.Running;

public sealed class SupervisorTests : IAsyncDisposable
{
    private readonly ResourceBoard _board = new();
    private readonly ConsoleLogs _logs = new(TimeProvider.System);
    private readonly StringWriter _console = new();
    private readonly TaskCompletionSource _healthy = new();
    private readonly TaskCompletionSource<string> _failure = new();
    private Supervisor? _supervisor;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_ready_when_its_health_check_says_so()
    {
        var supervisor = Start("sleep 60");
        await _board.WaitForAsync("one", row => row is { State: ResourceState.Starting, ProcessId: not null }, Token);
        Assert.False(supervisor.Ready.IsCompleted);

        _healthy.SetResult();
        await supervisor.Ready.WaitAsync(Token);

        var row = await _board.WaitForAsync("one", row => row.State == ResourceState.Running, Token);
        Assert.Equal(ResourceHealth.Healthy, row.Health);
        Assert.Equal("/health", Assert.Single(row.HealthChecks).Name);
        await SaysAsync("one         ready in");
    }

    [Fact]
    public async Task It_starts_only_when_it_may()
    {
        var mayStart = new TaskCompletionSource();
        Start("sleep 60", mayStart.Task);
        Assert.Equal(ResourceState.Waiting, _board.Current.Find("one")?.State);

        mayStart.SetResult();

        await _board.WaitForAsync("one", row => row.ProcessId is not null, Token);
    }

    [Fact]
    public async Task One_that_exits_is_started_again_and_the_count_is_shown()
    {
        _healthy.SetResult();
        Start("echo once more; exit 3");

        var row = await _board.WaitForAsync("one", row => row.Restarts == 2, Token);

        Assert.Equal(3, row.ExitCode);
        await SaysAsync("exited with code 3; started again in 1 s (restart 2)");
        Assert.True(_logs.Newest("one", 10).Count(line => line.Text == "once more") >= 2);
    }

    [Fact]
    public async Task What_it_said_last_is_shown_when_it_never_became_healthy()
    {
        Start("echo The setting Ingest:Inbox is missing.; exit 1");

        await _board.WaitForAsync("one", row => row.Restarts == 1, Token);

        await SaysAsync("| The setting Ingest:Inbox is missing.");
    }

    [Fact]
    public async Task One_that_cannot_be_started_is_tried_again_with_the_reason_shown()
    {
        Start(_ => throw new FileNotFoundException("The program nowhere was not found."));

        var row = await _board.WaitForAsync("one", row => row.Restarts == 1, Token);

        Assert.Contains("nowhere was not found", row.Note);
    }

    [Fact]
    public async Task A_server_that_cannot_be_started_even_once_is_a_matter_for_the_operator()
    {
        Start(_ => throw new ServerStartException("Its folder belongs to another."));

        Assert.Equal("one could not be started. Its folder belongs to another.", await _failure.Task.WaitAsync(Token));
        Assert.Equal(ResourceState.Failed, _board.Current.Find("one")?.State);
        Assert.Equal(0, _board.Current.Find("one")?.Restarts);
    }

    [Fact]
    public async Task Killed_from_outside_it_comes_back_as_another_process()
    {
        _healthy.SetResult();
        Start("sleep 60");
        var before = await _board.WaitForAsync("one", row => row.State == ResourceState.Running, Token);
        System.Diagnostics.Process.GetProcessById(before.ProcessId!.Value).Kill();

        var after = await _board.WaitForAsync("one", row => row is { State: ResourceState.Running, Restarts: 1 }, Token);

        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Equal(137, after.ExitCode);
        await SaysAsync("one         running again in");
    }

    [Fact]
    public async Task Stopped_on_purpose_it_is_not_started_again()
    {
        _healthy.SetResult();
        var supervisor = Start("trap 'echo bye; exit 0' TERM; echo trapped; while :; do sleep 0.05; done");
        var running = await _board.WaitForAsync("one", row => row.State == ResourceState.Running, Token);
        await Eventually.TrueAsync(() => _logs.Newest("one", 1).Count == 1, TimeSpan.FromSeconds(10));

        await supervisor.StopAsync(Token);

        var row = _board.Current.Find("one");
        Assert.Equal(ResourceState.Stopped, row?.State);
        Assert.Equal(0, row?.Restarts);
        Assert.Contains(_logs.Newest("one", 10), line => line.Text == "bye");
        Assert.False(RunningProcesses.IsRunning(running.ProcessId!.Value));
    }

    [Fact]
    public async Task One_that_will_not_end_is_killed()
    {
        _healthy.SetResult();
        var supervisor = Start("trap '' TERM; echo trapped; while :; do sleep 0.05; done");
        var running = await _board.WaitForAsync("one", row => row.State == ResourceState.Running, Token);
        await Eventually.TrueAsync(() => _logs.Newest("one", 1).Count == 1, TimeSpan.FromSeconds(10));

        await supervisor.StopAsync(Token);

        Assert.False(RunningProcesses.IsRunning(running.ProcessId!.Value));
    }

    [Fact]
    public async Task It_can_be_stopped_while_it_still_waits()
    {
        var supervisor = Start("sleep 60", new TaskCompletionSource().Task);

        await supervisor.StopAsync(Token);

        Assert.Equal(ResourceState.Stopped, _board.Current.Find("one")?.State);
        Assert.True(supervisor.Ready.IsCanceled);
    }

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
            await _supervisor.StopAsync(new CancellationToken(canceled: true));
    }

    // The board is written before the console.
    private Task SaysAsync(string words) => Eventually.TrueAsync(() => _console.ToString().Contains(words, StringComparison.Ordinal), TimeSpan.FromSeconds(10), words);

    private Supervisor Start(string script, Task? mayStart = null) => Start(
        async onLine => RunningProcess.Of(await ChildProcess.StartAsync(
            new ChildProcessStart { Program = "/bin/sh", Arguments = ["-c", script], Environment = ChildProcessEnvironment.Basic, WorkingDirectory = "/" }, onLine)),
        mayStart);

    private Supervisor Start(Func<Action<ChildOutputLine>, Task<RunningProcess>> start, Task? mayStart = null)
    {
        _board.Put(new ResourceSnapshot { Name = "one", Kind = ResourceKind.Project });
        _supervisor = new Supervisor(
            new ProcessPlan
            {
                Name = "one",
                StartAsync = (onLine, _) => start(onLine),
                CheckName = "/health",
                CheckAsync = _ => Task.FromResult(_healthy.Task.IsCompleted ? null : "not yet"),
                StopPatience = TimeSpan.FromSeconds(1),
            },
            _board, _logs, new HostConsole(_console), _failure.SetResult, TimeProvider.System);
        _supervisor.Start(mayStart ?? Task.CompletedTask);
        return _supervisor;
    }
}
