using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Papers.LocalServers;

/// <summary>
/// Starts services and servers again that ended by themselves; Aspire leaves them as they are. What was stopped by a command stays stopped. A service that
/// rejects a setting (exit code 78) is not started again: it ends the application.
/// </summary>
internal sealed class RestartWatch(
    ResourceNotificationService notifications, ResourceCommandService commands, ResourceLoggerService logs, OperatorConsole console,
    LocalHostState host, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int WrongSetting = 78;

    private static readonly TimeSpan s_goodRun = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, Watched> _watched = [];
    private bool _isPaused;

    /// <summary>The process ids of the services that run now, or of the servers.</summary>
    public IReadOnlyList<int> ProcessIds(bool ofServices)
    {
        lock (_watched)
            return [.. _watched.Values.Where(each => each.Resource is ProjectResource == ofServices).Select(each => each.ProcessId).OfType<int>()];
    }

    /// <summary>Starts nothing again from now on.</summary>
    public void Pause()
    {
        lock (_watched)
            _isPaused = true;
    }

    /// <summary>Completes when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource is ProjectResource or ExecutableResource)
            {
                lock (_watched)
                    See(change, cancellationToken);
            }
        }
    }

    /// <summary>How long to wait before a restart: half a second, doubling with each failure in a row to 15 seconds.</summary>
    internal static TimeSpan PauseAfter(int failures) => TimeSpan.FromSeconds(Math.Min(0.5 * Math.Pow(2, Math.Min(failures, 10)), 15));

    private void See(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (!_watched.TryGetValue(change.ResourceId, out var watched))
            _watched.Add(change.ResourceId, watched = new Watched(change.Resource));

        var (before, now) = (watched.State, change.Snapshot.State?.Text);
        var id = change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        watched.ProcessId = now == KnownResourceStates.Running && id is not null ? Convert.ToInt32(id, CultureInfo.InvariantCulture) : null;
        if (now == before)
            return;

        watched.State = now;
        if (now == KnownResourceStates.Running)
            watched.RunningSince = time.GetTimestamp();
        var hasExited = before == KnownResourceStates.Running && (now == KnownResourceStates.Finished || now == KnownResourceStates.Exited);
        if (_isPaused || (!hasExited && now != KnownResourceStates.FailedToStart))
            return;

        var name = OperatorConsole.NameOf(change.Resource, change.ResourceId);
        watched.Failures = hasExited && time.GetElapsedTime(watched.RunningSince) >= s_goodRun ? 0 : watched.Failures + 1;
        _ = change.Snapshot.ExitCode == WrongSetting
            ? StopForWrongSettingAsync(change.ResourceId, name, cancellationToken)
            : StartAgainAsync(change.ResourceId, name, watched, hasExited ? $"exited with code {change.Snapshot.ExitCode}" : "failed to start");
    }

    private async Task StopForWrongSettingAsync(string id, string name, CancellationToken cancellationToken)
    {
        List<string> errors = [];
        await foreach (var batch in logs.GetAllAsync(id).WithCancellation(cancellationToken))
            errors.AddRange(batch.Where(line => line.IsErrorMessage).Select(line => OperatorConsole.WithoutTimestamp(line.Content)));

        console.Line(name, errors.LastOrDefault(line => line.Length > 0) ?? "rejected a setting; its log says which");
        host.ExitCode = WrongSetting;
        lifetime.StopApplication();
    }

    private async Task StartAgainAsync(string id, string name, Watched watched, string what)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var pause = PauseAfter(watched.Failures);
        console.Line(name, $"{what}; restart {++watched.Restarts} in {pause.TotalSeconds:0.#} s");
        await notifications.PublishUpdateAsync(watched.Resource, id, now => now with
        {
            Properties = [.. now.Properties.Where(property => property.Name != "Restarts"), new("Restarts", watched.Restarts)],
        });
        await Task.Delay(pause, time, cancellationToken);
        var result = await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, cancellationToken);
        if (!result.Success && !cancellationToken.IsCancellationRequested)
            console.Line(name, $"failed to restart: {result.Message ?? "no reason was given"}");
    }

    private sealed record Watched(IResource Resource)
    {
        public string? State { get; set; }
        public int? ProcessId { get; set; }
        public long RunningSince { get; set; }
        public int Failures { get; set; }
        public int Restarts { get; set; }
    }
}
