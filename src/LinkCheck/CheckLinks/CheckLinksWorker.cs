using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Http;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Checks what is due, so many links at a time, and records what came of it in batches. Replicas share the work by taking links under
/// a lease; what one of them had when it died comes due again at the end of it.
/// </summary>
public sealed partial class CheckLinksWorker(
    DueLinkStore due,
    LinkChecker checker,
    CheckedLinkStore store,
    LinkCheckMetrics metrics,
    NetworkReach reach,
    IOptions<LinkCheckOptions> options,
    TimeProvider time,
    ILogger<CheckLinksWorker> logger) : BackgroundService
{
    // Long enough for several links to end in it, so that statements are few; short enough for nobody to notice.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);
    private const int LargestBatch = 200;

    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}LinkCheck");

    private DateTimeOffset _pausedUntil;
    private readonly SemaphoreSlim _slots = new(options.Value.Concurrency);
    private readonly Channel<EndedLink> _ended = Channel.CreateBounded<EndedLink>(2 * options.Value.Concurrency);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || reach.Offline)
        {
            Log.NotChecking(logger, options.Value.Enabled ? "Offline=true" : "LinkCheck:Enabled=false");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var recording = RecordAsync(stop);
        try
        {
            while (true)
                await TakeAndStartAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // told to stop, or the recording failed
        }

        for (var slot = 0; slot < options.Value.Concurrency; slot++)
            await _slots.WaitAsync(CancellationToken.None); // every check has ended
        _ended.Writer.TryComplete();
        await recording;
    }

    /// <summary>Takes as many due links as there are free slots, and starts their checks; waits a little where nothing is due.</summary>
    private async Task TakeAndStartAsync(CancellationToken cancellationToken)
    {
        if (_pausedUntil - time.GetUtcNow() is { Ticks: > 0 } pause)
            await Task.Delay(pause, time, cancellationToken);
        await _slots.WaitAsync(cancellationToken);
        var free = 1;
        while (_slots.Wait(0, cancellationToken))
            free++;

        IReadOnlyList<TakenLink> taken = [];
        var wait = Pause;
        try
        {
            var now = time.GetUtcNow();
            taken = await due.TakeAsync(now, free, now + options.Value.Lease, cancellationToken);
            if (taken.Count == 0)
                wait = UntilNext(now, await due.NextAsync(cancellationToken));
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.CouldNotTake(logger, exception);
            wait = AfterFault;
        }
        finally
        {
            if (free > taken.Count)
                _slots.Release(free - taken.Count);
        }

        foreach (var link in taken)
            _ = CheckAsync(link, cancellationToken);
        await Task.Delay(wait, time, cancellationToken);
    }

    // Links come due at the very time at which their host has room; new ones within the poll interval.
    private TimeSpan UntilNext(DateTimeOffset now, DateTimeOffset? next) =>
        TimeSpan.FromTicks(Math.Clamp(((next ?? DateTimeOffset.MaxValue) - now).Ticks, Pause.Ticks, options.Value.PollInterval.Ticks));

    private async Task CheckAsync(TakenLink link, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var ended = await EndOfAsync(link, cancellationToken);
            await _ended.Writer.WriteAsync(ended, CancellationToken.None); // the reader goes on until the last check has ended
        }
        catch (ChannelClosedException)
        {
            // the recording failed, and with it the host stops
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<EndedLink> EndOfAsync(TakenLink link, CancellationToken cancellationToken)
    {
        try
        {
            using var span = s_activities.StartActivity("check link")?.SetTag("url.full", link.Url);
            var (result, tryAgainAfter) = await checker.CheckAsync(link.Url, cancellationToken);
            var now = time.GetUtcNow();
            if (result is not null)
                return new(new() { Link = link, Result = result, State = VerdictRule.Decide(link.State, result, now, options.Value), CheckedAt = now }, null);
            span?.Discard();
            metrics.Postponed();
            return new(null, new(link, now + tryAgainAfter));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(null, new(link, time.GetUtcNow()));
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            var pausedUntil = time.GetUtcNow() + AfterFault;
            if (_pausedUntil < time.GetUtcNow())
                Log.CouldNotAsk(logger, exception);
            _pausedUntil = pausedUntil;
            return new(null, new(link, pausedUntil));
        }
        catch (Exception exception) // one hostile address must not stop the others' checks
        {
            Log.CouldNotCheck(logger, exception, link.Url);
            var now = time.GetUtcNow();
            var result = new CheckResult { Outcome = CheckOutcome.ConnectionFailed };
            return new(new() { Link = link, Result = result, State = VerdictRule.Decide(link.State, result, now, options.Value), CheckedAt = now }, null);
        }
    }

    private async Task RecordAsync(CancellationTokenSource stop)
    {
        try
        {
            while (await _ended.Reader.WaitToReadAsync(CancellationToken.None))
            {
                await Task.Delay(Pause, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                var batch = new List<EndedLink>();
                while (batch.Count < LargestBatch && _ended.Reader.TryRead(out var ended))
                    batch.Add(ended);
                using var span = s_activities.StartActivity("record checks");
                await SaveAsync(batch, stop.Token);
            }
        }
        catch
        {
            _ended.Writer.TryComplete();
            await stop.CancelAsync();
            throw;
        }
    }

    // Tried until it succeeds, or once more after the order to stop: a lost record only means another check at the end of the lease.
    private async Task SaveAsync(List<EndedLink> batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            var isLastTry = stoppingToken.IsCancellationRequested;
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), time);
            try
            {
                await due.GiveBackAsync([.. batch.Where(link => link.Postponed is not null).Select(link => link.Postponed!)], timeout.Token);
                var checks = batch.Where(link => link.Check is not null).Select(link => link.Check!).ToList();
                foreach (var check in checks.Count == 0 ? [] : await store.SaveAsync(checks, timeout.Token))
                    metrics.Checked(check.Verdict);
                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception) || exception is OperationCanceledException)
            {
                Log.CouldNotRecord(logger, exception, batch.Count);
                if (isLastTry)
                    return;
                await Task.Delay(AfterFault, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One of the two is there.</summary>
    private sealed record EndedLink(FinishedCheck? Check, PostponedLink? Postponed);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Links are found but not asked for, as {Setting}")]
        public static partial void NotChecking(ILogger logger, string setting);

        [LoggerMessage(LogLevel.Warning, "Could not take due links and tries again")]
        public static partial void CouldNotTake(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Could not ask Redis for leave to visit a host and tries again")]
        public static partial void CouldNotAsk(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "Could not check {Url}")]
        public static partial void CouldNotCheck(ILogger logger, Exception exception, string url);

        [LoggerMessage(LogLevel.Warning, "Could not record the checks of {Count} links and tries again")]
        public static partial void CouldNotRecord(ILogger logger, Exception exception, int count);
    }
}
