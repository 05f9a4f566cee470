using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Papers.Ingest.Records;

namespace Papers.Ingest.Import;

/// <summary>Takes the samples and what is in the inbox, several files at a time, and comes back to what a server or the disk kept from it.</summary>
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
    private static readonly TimeSpan s_pauseBeforeNextTry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_betweenClosings = TimeSpan.FromMinutes(1);

    private readonly WholeFiles _settled = new(options.Value.QuietTime);
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
                    Log.Waits(logger, fault.Message);
                }

                await watch.WaitAsync(_settled.AnyPending ? WholeFiles.PollInterval : s_pollInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_running.Values);
        }
    }

    /// <summary>Begins with what can be begun, and takes note of what has ended.</summary>
    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (name, task) in _running.Where(running => running.Value.IsCompleted).ToList())
        {
            _running.Remove(name);
            if (!await task)
            {
                _notBefore[name] = now + s_pauseBeforeNextTry;
            }
        }

        foreach (var name in await WaitingSamplesAsync(cancellationToken))
        {
            Begin($"samples/{name}", now, () => samples.TakeAsync(name, cancellationToken), cancellationToken);
        }

        if (now >= _nextClosing)
        {
            await inboxFile.CloseLostAsync(cancellationToken);
            _nextClosing = now + s_betweenClosings;
        }

        while (_written.TryDequeue(out var name))
        {
            _settled.Changed(name, now);
        }

        var files = inbox.List().Where(file => !_running.ContainsKey(file.Name)).ToList();
        var settled = _settled.Look(files, now).Where(file => MayBegin(file.Name, now)).ToList();
        var open = OpenFiles.ForWriting(settled.Select(file => inbox.PathOf(file.Name)).ToHashSet());
        foreach (var file in settled)
        {
            if (open.Contains(inbox.PathOf(file.Name)))
            {
                // However long its writer rests, it is not whole.
                _notBefore[file.Name] = now + s_pauseBeforeNextTry;
            }
            else
            {
                Begin(file.Name, now, () => inboxFile.TakeAsync(file, cancellationToken), cancellationToken);
            }
        }
    }

    private bool MayBegin(string name, DateTimeOffset now) =>
        !_running.ContainsKey(name)
        && _running.Count < options.Value.FilesAtATime
        && !(_notBefore.TryGetValue(name, out var notBefore) && now < notBefore);

    private void Begin(string name, DateTimeOffset now, Func<Task<bool>> take, CancellationToken cancellationToken)
    {
        if (MayBegin(name, now))
        {
            _notBefore.Remove(name);
            _running.Add(name, TryAsync(name, take, cancellationToken));
        }
    }

    /// <returns>False where it is to be tried again.</returns>
    private async Task<bool> TryAsync(string name, Func<Task<bool>> take, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(take, cancellationToken);
        }
        catch (Exception fault) when (TransientFault.Is(fault) || fault is ImportTakenOverException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Log.TriesAgain(logger, name, fault.Message);
            }

            return false;
        }
        finally
        {
            watch.Wake();
        }
    }

    // Once none is left there will never be another.
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
        [LoggerMessage(LogLevel.Warning, "Waited with the inbox: {Reason}")]
        public static partial void Waits(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "Broke off {Name}, to go on with it in a second: {Reason}")]
        public static partial void TriesAgain(ILogger logger, string name, string reason);
    }
}
