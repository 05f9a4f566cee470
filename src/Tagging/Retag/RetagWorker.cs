using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Messaging;
using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Retag;

/// <summary>Reads again, batch by batch, what an older vocabulary has read: at start, and what an older replica adds later.</summary>
public sealed partial class RetagWorker(
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
                Log.Waiting(logger, exception.Message);
            }

            await Task.Delay(options.Value.Interval, time, stoppingToken);
        }
    }

    /// <summary>Goes on until nothing is left. Returns how many papers were read again.</summary>
    public async Task<int> RetagAllAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        while (await store.RetagSomeAsync(matcher, cancellationToken) is > 0 and var some)
        {
            all += some;
            await Task.Delay(options.Value.Pause, time, cancellationToken);
        }

        if (all > 0)
        {
            Log.Retagged(logger, all, matcher.Version);
        }

        return all;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Read {Count} papers again with version {Version} of the vocabulary")]
        public static partial void Retagged(ILogger logger, int count, int version);

        [LoggerMessage(LogLevel.Warning, "Left what an older vocabulary has read for later: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
