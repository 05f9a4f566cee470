namespace Papers.Ingest.Import;

/// <summary>
/// Wakes whoever looks after the inbox when something happens in it, and tells which files were written to. Where the system gives no notice (its
/// watches are used up, a network drive), the regular look alone must do.
/// </summary>
internal sealed partial class InboxWatch(InboxFolder inbox, ILogger<InboxWatch> logger) : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private FileSystemWatcher? _watcher;

    /// <summary>Called from any thread with the name of a file whose contents changed.</summary>
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
            Log.NoNotice(logger, exception.Message);
        }
    }

    public void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // One signal is enough for whoever is asleep.
        }
    }

    /// <summary>Returns when something happened, or after the time given.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose()
    {
        _watcher?.Dispose();
        _signal.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Got no notice from the file system of what happens in the inbox, so it is looked at every half second: {Reason}")]
        public static partial void NoNotice(ILogger logger, string reason);
    }
}
