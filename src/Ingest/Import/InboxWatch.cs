namespace Papers.Ingest.Import;

/// <summary>
/// Wakes the worker when the inbox changes, and reports which files were written to. Without file system events (no inotify watches left, a network
/// drive), polling alone must do.
/// </summary>
internal sealed partial class InboxWatch(InboxFolder inbox, TimeProvider time, ILogger<InboxWatch> logger) : IDisposable
{
    private readonly WakeSignal _signal = new(time);
    private FileSystemWatcher? _watcher;

    /// <summary>Raised on any thread with the name of a file whose contents changed.</summary>
    public event Action<string>? Written;

    public void Start()
    {
        try
        {
            _watcher = new FileSystemWatcher(inbox.Path) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite };
            _watcher.Created += (_, _) => Wake();
            _watcher.Renamed += (_, _) => Wake();
            _watcher.Changed += (_, change) =>
            {
                Written?.Invoke(change.Name ?? "");
                Wake();
            };
            _watcher.Error += (_, _) => Wake();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            Log.WatchFailed(logger, exception);
        }
    }

    public void Wake() => _signal.Wake();

    /// <summary>Returns at the next change, or after the time given.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose()
    {
        _watcher?.Dispose();
        _signal.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Watching the inbox failed, so it is polled every half second")]
        public static partial void WatchFailed(ILogger logger, Exception exception);
    }
}
