using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Http;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Checks due links, a number of them at a time, and saves the results in batches. Replicas share the work by leasing links; the links of a
/// killed replica are due again when its leases expire.
/// </summary>
internal sealed partial class CheckLinksWorker(
    DueLinkStore due,
    LinkChecker checker,
    CheckedLinkStore store,
    LinkCheckMetrics metrics,
    NetworkReach reach,
    IOptions<LinkCheckOptions> options,
    TimeProvider time,
    ILogger<CheckLinksWorker> logger) : BackgroundService
{
    private const int MaxBatchSize = 200;

    // Long enough to collect several results in one statement, and short enough not to be noticed.
    private static readonly TimeSpan s_batchDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_saveTimeout = TimeSpan.FromSeconds(30);

    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}LinkCheck");

    private readonly SemaphoreSlim _slots = new(options.Value.Concurrency);
    private readonly Channel<CompletedCheck> _completed = Channel.CreateBounded<CompletedCheck>(2 * options.Value.Concurrency);
    private long _pausedUntil; // UTC ticks, written by many checks

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || reach.Offline)
        {
            Log.NotChecking(logger, options.Value.Enabled ? "Offline=true" : "LinkCheck:Enabled=false");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var saving = SaveAllAsync(stop);
        try
        {
            while (true)
            {
                await LeaseAndStartAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service is stopping, or saving failed.
        }

        for (var slot = 0; slot < options.Value.Concurrency; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None); // waits until every check has ended
        }

        _completed.Writer.TryComplete();
        await saving;
    }

    /// <summary>Leases as many due links as there are free slots and starts their checks; waits for a short time if nothing is due.</summary>
    private async Task LeaseAndStartAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _pausedUntil) - now.UtcTicks is > 0 and var pause)
        {
            await Task.Delay(TimeSpan.FromTicks(pause), time, cancellationToken);
        }

        await _slots.WaitAsync(cancellationToken);
        var free = 1;
        while (_slots.Wait(0, cancellationToken))
        {
            free++;
        }

        IReadOnlyList<LeasedLink> leased = [];
        var wait = s_batchDelay;
        try
        {
            now = time.GetUtcNow();
            leased = await due.LeaseAsync(now, free, now + options.Value.Lease, cancellationToken);
            if (leased.Count == 0)
            {
                wait = UntilNext(now, await due.NextAsync(cancellationToken));
            }
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.LeasingFailed(logger, exception, s_retryDelay);
            wait = s_retryDelay;
        }
        finally
        {
            if (free > leased.Count)
            {
                _slots.Release(free - leased.Count);
            }
        }

        foreach (var link in leased)
        {
            _ = CheckAsync(link, cancellationToken);
        }

        await Task.Delay(wait, time, cancellationToken);
    }

    // A link is due at the time reserved for it at its host; new links are found within the poll interval.
    private TimeSpan UntilNext(DateTimeOffset now, DateTimeOffset? next) =>
        TimeSpan.FromTicks(Math.Clamp(((next ?? DateTimeOffset.MaxValue) - now).Ticks, s_batchDelay.Ticks, options.Value.PollInterval.Ticks));

    private async Task CheckAsync(LeasedLink link, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var completed = await CompleteAsync(link, cancellationToken);
            await _completed.Writer.WriteAsync(completed, CancellationToken.None); // the channel is read until the last check has ended
        }
        catch (ChannelClosedException)
        {
            // Saving failed, and the host is stopping because of it.
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<CompletedCheck> CompleteAsync(LeasedLink link, CancellationToken cancellationToken)
    {
        try
        {
            using var span = s_activities.StartActivity("check link")?.SetTag("url.full", link.Url);
            var (result, retryAfter) = await checker.CheckAsync(link.Url, cancellationToken);
            if (result is not null)
            {
                return Finish(link, result);
            }

            span?.Discard();
            metrics.Postponed();
            return new(null, new(link, time.GetUtcNow() + retryAfter));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(null, new(link, time.GetUtcNow()));
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            var now = time.GetUtcNow();
            if (Interlocked.Exchange(ref _pausedUntil, (now + s_retryDelay).UtcTicks) < now.UtcTicks)
            {
                Log.RedisUnavailable(logger, exception, s_retryDelay);
            }

            return new(null, new(link, now + s_retryDelay));
        }
        catch (Exception exception) // a hostile URL must not stop the checks of other links
        {
            Log.CheckFailed(logger, exception, link.Url);
            return Finish(link, new CheckResult { Outcome = CheckOutcome.ConnectionFailed });
        }
    }

    private CompletedCheck Finish(LeasedLink link, CheckResult result)
    {
        var now = time.GetUtcNow();
        var state = VerdictRule.Decide(link.State, result, now, options.Value);
        return new(new() { Link = link, Result = result, State = state, CheckedAt = now }, null);
    }

    private async Task SaveAllAsync(CancellationTokenSource stop)
    {
        try
        {
            while (await _completed.Reader.WaitToReadAsync(CancellationToken.None))
            {
                await Task.Delay(s_batchDelay, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                var batch = new List<CompletedCheck>();
                while (batch.Count < MaxBatchSize && _completed.Reader.TryRead(out var completed))
                {
                    batch.Add(completed);
                }

                using var span = s_activities.StartActivity("record checks");
                await SaveAsync(batch, stop.Token);
            }
        }
        catch
        {
            _completed.Writer.TryComplete();
            await stop.CancelAsync();
            throw;
        }
    }

    // Retried until it succeeds; when stopping, once more. A lost result only means another check after the lease has expired.
    private async Task SaveAsync(List<CompletedCheck> batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            var isLastAttempt = stoppingToken.IsCancellationRequested;
            using var timeout = new CancellationTokenSource(s_saveTimeout, time);
            try
            {
                await due.ReleaseAsync([.. batch.Select(check => check.Postponed).OfType<PostponedLink>()], timeout.Token);
                var checks = batch.Select(check => check.Finished).OfType<FinishedCheck>().ToList();
                foreach (var check in checks.Count == 0 ? [] : await store.SaveAsync(checks, timeout.Token))
                {
                    metrics.Checked(check.Verdict);
                }

                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception) || exception is OperationCanceledException)
            {
                if (isLastAttempt)
                {
                    Log.ResultsLost(logger, exception, batch.Count);
                    return;
                }

                Log.SavingFailed(logger, exception, batch.Count, s_retryDelay);
                await Task.Delay(s_retryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A finished check, or a link whose check was postponed; one of the two is set.</summary>
    private sealed record CompletedCheck(FinishedCheck? Finished, PostponedLink? Postponed);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Link checks are disabled by {Setting}: links are found but not requested")]
        public static partial void NotChecking(ILogger logger, string setting);

        [LoggerMessage(LogLevel.Warning, "Leasing due links failed: a server is unavailable; next retry in {Delay}")]
        public static partial void LeasingFailed(ILogger logger, Exception exception, TimeSpan delay);

        [LoggerMessage(LogLevel.Warning, "Redis is unavailable: the host throttle cannot be asked; next retry in {Delay}")]
        public static partial void RedisUnavailable(ILogger logger, Exception exception, TimeSpan delay);

        [LoggerMessage(LogLevel.Error, "Checking {Url} failed")]
        public static partial void CheckFailed(ILogger logger, Exception exception, string url);

        [LoggerMessage(LogLevel.Warning, "Saving the checks of {Count} links failed; next retry in {Delay}")]
        public static partial void SavingFailed(ILogger logger, Exception exception, int count, TimeSpan delay);

        [LoggerMessage(LogLevel.Warning, "Saving the checks of {Count} links failed while stopping: the links are due again when their leases expire")]
        public static partial void ResultsLost(ILogger logger, Exception exception, int count);
    }
}
