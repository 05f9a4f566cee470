using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Messaging;
using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Retag;

/// <summary>Tags papers again that an older vocabulary tagged: at start, and later those that a replica with an older vocabulary has added.</summary>
internal sealed partial class RetagWorker(
    RetagStore store, TagMatcher matcher, IOptions<RetagOptions> options, TimeProvider time, ILogger<RetagWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RetagAllAsync(stoppingToken);
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception))
            {
                Log.Failed(logger, exception, options.Value.Interval);
            }

            await Task.Delay(options.Value.Interval, time, stoppingToken);
        }
    }

    /// <summary>Tags batch after batch until no paper of an older vocabulary is left.</summary>
    /// <returns>How many papers were tagged again.</returns>
    public async Task<int> RetagAllAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        while (await store.RetagBatchAsync(matcher, cancellationToken) is > 0 and var count)
        {
            total += count;
            await Task.Delay(options.Value.Pause, time, cancellationToken);
        }

        if (total > 0)
        {
            Log.Retagged(logger, total, matcher.Version);
        }

        return total;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Retagged {Count} papers with vocabulary version {Version}")]
        public static partial void Retagged(ILogger logger, int count, int version);

        [LoggerMessage(LogLevel.Warning, "Retagging failed: a server is unavailable; next retry in {Interval}")]
        public static partial void Failed(ILogger logger, Exception exception, TimeSpan interval);
    }
}
