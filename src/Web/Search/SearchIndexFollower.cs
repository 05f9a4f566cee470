using Lucene.Net.Index;
using Microsoft.Extensions.Options;
using Papers.Contracts;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.Search;

/// <summary>Keeps the index up to date with the read model.</summary>
internal sealed partial class SearchIndexFollower(
    ChangedPapers changed,
    SearchIndex index,
    WebMetrics metrics,
    IOptions<SearchOptions> options,
    TimeProvider time,
    ILogger<SearchIndexFollower> logger) : BackgroundService
{
    private const int Many = BatchLimits.Items;

    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);

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

    /// <summary>Indexes the next batch of changed papers, and commits when it is time.</summary>
    /// <returns>The number of papers, and whether there may be more now.</returns>
    public async Task<(int Indexed, bool HasMore)> FollowAsync(CancellationToken cancellationToken)
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
                await FollowAndWaitAsync(stoppingToken);
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

    private async Task FollowAndWaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (indexed, hasMore) = await FollowAsync(cancellationToken);
            if (!hasMore)
            {
                await Task.Delay(DelayAfter(indexed), time, cancellationToken);
            }
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.Retrying(logger, exception);
            await Task.Delay(s_retryAfter, time, cancellationToken);
        }
    }

    private TimeSpan DelayAfter(int indexed) => indexed switch
    {
        0 => options.Value.PollEvery,
        < Many => options.Value.GatherFor,
        _ => options.Value.GatherManyFor,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Opened the search index with {Count} papers")]
        public static partial void Opened(ILogger logger, int count);

        [LoggerMessage(LogLevel.Information, "Rebuilding the search index")]
        public static partial void Rebuilding(ILogger logger);

        [LoggerMessage(LogLevel.Debug, "Indexed {Count} papers")]
        public static partial void Indexed(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "Indexing failed: the database is unavailable, retrying")]
        public static partial void Retrying(ILogger logger, Exception exception);
    }
}
