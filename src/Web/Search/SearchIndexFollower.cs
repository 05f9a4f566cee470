using Lucene.Net.Index;
using Microsoft.Extensions.Options;
using Papers.Contracts;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.Search;

/// <summary>Keeps the index up with the read model.</summary>
public sealed partial class SearchIndexFollower(
    ChangedPapers changed,
    SearchIndex index,
    WebMetrics metrics,
    IOptions<SearchOptions> options,
    TimeProvider time,
    ILogger<SearchIndexFollower> logger) : BackgroundService
{
    private const int Many = BatchLimits.Items;

    private static readonly TimeSpan s_restAfterFault = TimeSpan.FromSeconds(1);

    private long _committed = time.GetTimestamp();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var (installation, newestTransaction) = await changed.ReadInstallationAsync(cancellationToken);
        if (index.ResetIfForeign(installation, newestTransaction))
        {
            Log.Rebuilding(logger);
        }
        else
        {
            Log.Opened(logger, index.Papers);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes in the next batch of what changed, and commits when it is time.</summary>
    /// <returns>How many papers it took in, and whether there may be more at once.</returns>
    public async Task<(int Taken, bool HasMore)> FollowAsync(CancellationToken cancellationToken)
    {
        var (papers, cursor, hasMore) = await changed.ReadAsync(index.Cursor, options.Value.BatchSize, cancellationToken);
        if (papers.Count > 0)
        {
            index.Apply(papers, cursor);
            metrics.Indexed(papers.Count);
            Log.Indexed(logger, papers.Count);
        }

        if (time.GetElapsedTime(_committed) >= options.Value.CommitEvery)
        {
            index.Commit();
            _committed = time.GetTimestamp();
        }

        return (papers.Count, hasMore);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await FollowAndRestAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            index.Commit();
        }
        catch (CorruptIndexException)
        {
            index.MarkCorrupt();
            throw;
        }
    }

    private async Task FollowAndRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (taken, hasMore) = await FollowAsync(cancellationToken);
            if (!hasMore)
            {
                await Task.Delay(RestAfter(taken), time, cancellationToken);
            }
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.DatabaseAway(logger, exception);
            await Task.Delay(s_restAfterFault, time, cancellationToken);
        }
    }

    private TimeSpan RestAfter(int taken) => taken switch
    {
        0 => options.Value.PollEvery,
        < Many => options.Value.GatherFor,
        _ => options.Value.GatherManyFor,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Opened the search index with {Count} papers")]
        public static partial void Opened(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "Began to build the search index")]
        public static partial void Rebuilding(ILogger logger);

        [LoggerMessage(LogLevel.Debug, "Indexed {Count} papers")]
        public static partial void Indexed(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "The read model could not be followed for now")]
        public static partial void DatabaseAway(ILogger logger, Exception exception);
    }
}
