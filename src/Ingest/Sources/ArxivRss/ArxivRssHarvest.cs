using System.Net;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>What arXiv announced today: new papers, cross-lists and replacements. The feed has no memory, and nothing at weekends.</summary>
public sealed partial class ArxivRssHarvest(IOptions<ArxivRssOptions> options, ILogger<ArxivRssHarvest> logger) : IHarvestedSource
{
    /// <summary>A feed with so many items leaves others out.</summary>
    public const int MostItems = 2_000;

    public SourceOptions Options => options.Value;

    public string Describe(string cursor) =>
        ArxivRssCursor.Read(cursor)?.Day is { } day ? $"The announcement of {day:yyyy-MM-dd} is done." : "No announcement was read yet.";

    public Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken) => HarvestAsync(run, options.Value.ListedCategories, cancellationToken);

    private async Task HarvestAsync(HarvestRun run, IReadOnlyList<string> categories, CancellationToken cancellationToken)
    {
        var address = options.Value.AddressOf(categories);
        var last = ArxivRssCursor.Read(run.Cursor);
        var isSame = last?.Address == address.AbsoluteUri;
        var request = new SourceRequest(address)
        {
            Accept = "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9",
            IfNoneMatch = isSame ? last?.ETag : null,
            IfModifiedSince = isSame ? last?.LastModified : null,
            Expected = [HttpStatusCode.NotModified],
        };
        var (reply, feed) = await run.AskAsync(
            request,
            reply => (reply, reply.Status == HttpStatusCode.OK ? ArxivRssReply.Read(reply.Open(), new(Day: null, reply.ReadAt)) : null),
            cancellationToken);
        if (feed is null)
        {
            return;
        }

        // A feed of one category that is full is all there is to have. Else the parts are read instead, and only with all of them is the whole known.
        var isCut = feed.Entries.Count >= MostItems;
        if (isCut && categories.Count > 1)
        {
            await HarvestAsync(run, [.. categories.Take(categories.Count / 2)], cancellationToken);
            await HarvestAsync(run, [.. categories.Skip(categories.Count / 2)], cancellationToken);
            return;
        }

        if (isCut)
        {
            Log.IsCut(logger, categories[0], MostItems);
        }

        var day = feed.Day is { } announced && !(last?.Day > announced) ? announced : last?.Day;
        var cursor = new ArxivRssCursor(address.AbsoluteUri, feed.Entries.Count > 0 ? day : last?.Day, reply.ETag, reply.LastModified);
        await run.SaveAsync(feed.Entries, reply.ReadAt, cursor.ToJson(), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Found {Items} items in the feed of {Category}, which leaves others out: ArxivOaiPmh has them all")]
        public static partial void IsCut(ILogger logger, string category, int items);
    }
}
