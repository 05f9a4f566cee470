using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Papers.Ingest.Records;

namespace Papers.Ingest.Import;

/// <summary>Imports the samples and the files of the inbox, several in parallel, and retries after transient faults.</summary>
internal sealed partial class ImportWorker(
    InboxFolder inbox,
    InboxWatch watch,
    InboxFile inboxFile,
    SampleFiles samples,
    IOptions<ImportOptions> options,
    TimeProvider time,
    ILogger<ImportWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_retryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_closingInterval = TimeSpan.FromMinutes(1);

    private readonly WholeFiles _wholeFiles = new(options.Value.QuietTime);
    private readonly ConcurrentQueue<string> _written = new();
    private readonly Dictionary<string, Task<bool>> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _samples;
    private DateTimeOffset _nextClosing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        inbox.Create();
        inbox.RemoveAbandonedUploads(time.GetUtcNow());
        watch.Written += _written.Enqueue;
        watch.Start();
        try
        {
            while (true)
            {
                try
                {
                    await PollAsync(stoppingToken);
                }
                catch (Exception fault) when (TransientFault.Is(fault) && !stoppingToken.IsCancellationRequested)
                {
                    Log.PollFailed(logger, fault);
                }

                await watch.WaitAsync(_wholeFiles.AnyPending ? WholeFiles.PollInterval : s_pollInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_running.Values);
        }
    }

    /// <summary>Starts new imports and collects finished ones.</summary>
    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (name, task) in _running.Where(running => running.Value.IsCompleted).ToList())
        {
            _running.Remove(name);
            if (!await task)
            {
                _notBefore[name] = now + s_retryPause;
            }
        }

        foreach (var name in await WaitingSamplesAsync(cancellationToken))
        {
            Start($"samples/{name}", now, () => samples.ImportAsync(name, cancellationToken), cancellationToken);
        }

        if (now >= _nextClosing)
        {
            await inboxFile.CloseLostAsync(cancellationToken);
            _nextClosing = now + s_closingInterval;
        }

        while (_written.TryDequeue(out var name))
        {
            _wholeFiles.Changed(name, now);
        }

        foreach (var past in _notBefore.Where(pause => pause.Value <= now).Select(pause => pause.Key).ToList())
        {
            _notBefore.Remove(past);
        }

        var files = inbox.List().Where(file => !_running.ContainsKey(file.Name)).ToList();
        var whole = _wholeFiles.Find(files, now).Where(file => MayStart(file.Name, now)).ToList();
        var open = OpenFiles.ForWriting(whole.Select(file => inbox.PathOf(file.Name)).ToHashSet());
        foreach (var file in whole)
        {
            if (open.Contains(inbox.PathOf(file.Name)))
            {
                // Its writer has not closed it yet.
                _notBefore[file.Name] = now + s_retryPause;
            }
            else
            {
                Start(file.Name, now, () => inboxFile.ImportAsync(file, cancellationToken), cancellationToken);
            }
        }
    }

    private bool MayStart(string name, DateTimeOffset now) =>
        !_running.ContainsKey(name)
        && _running.Count < options.Value.FilesAtATime
        && !(_notBefore.TryGetValue(name, out var notBefore) && now < notBefore);

    private void Start(string name, DateTimeOffset now, Func<Task<bool>> import, CancellationToken cancellationToken)
    {
        if (MayStart(name, now))
        {
            _notBefore.Remove(name);
            _running.Add(name, TryAsync(name, import, cancellationToken));
        }
    }

    /// <returns>False if it must be retried.</returns>
    private async Task<bool> TryAsync(string name, Func<Task<bool>> import, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(import, cancellationToken);
        }
        catch (Exception fault) when (TransientFault.Is(fault) || fault is ImportTakenOverException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, fault, name);
            }

            return false;
        }
        finally
        {
            watch.Wake();
        }
    }

    // Samples are only registered at the first run, so once none is left there are no more.
    private async Task<IReadOnlyList<string>> WaitingSamplesAsync(CancellationToken cancellationToken)
    {
        if (_samples is null)
        {
            await samples.RegisterAsync(cancellationToken);
            _samples = await samples.ListWaitingAsync(cancellationToken);
        }
        else if (_samples.Count > 0)
        {
            _samples = await samples.ListWaitingAsync(cancellationToken);
        }

        return _samples;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Inbox scan failed, retrying")]
        public static partial void PollFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Import of {Name} interrupted, retrying in 1 s")]
        public static partial void Interrupted(ILogger logger, Exception exception, string name);
    }
}
