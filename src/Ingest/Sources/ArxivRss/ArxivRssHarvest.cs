using System.Net;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>
/// What arXiv announced today: new papers, cross-lists and replacements. The feed has no memory, and nothing at weekends; announcements that were
/// missed are looked up by arXiv's API.
/// </summary>
internal sealed partial class ArxivRssHarvest(
    IOptions<ArxivRssOptions> options,
    IOptions<ArxivAtomOptions> api,
    NetworkReach reach,
    ILogger<ArxivRssHarvest> logger) : IHarvestedSource
{
    /// <summary>A feed with so many items leaves others out.</summary>
    public const int MostItems = 2_000;

    public SourceOptions Options => options.Value;

    // A feed from elsewhere sends nobody to arXiv, and offline nothing does.
    private bool MayCatchUp => (api.Value.IsLocal || !reach.Offline) && (options.Value.IsOfArxiv || !api.Value.IsOfArxiv);

    public string Describe(string cursor) => ArxivRssCursor.Read(cursor) switch
    {
        { Day: { } day, Missed: { } missed } => $"The announcement of {day:yyyy-MM-dd} is done. For those missed before, {missed.Start:N0} papers back, on the way to {missed.Until:yyyy-MM-dd}.",
        { Day: { } day } => $"The announcement of {day:yyyy-MM-dd} is done.",
        _ => "No announcement was read yet.",
    };

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        await ReadFeedAsync(run, options.Value.ListedCategories, isLastPart: true, cancellationToken);
        if (ArxivRssCursor.Read(run.Cursor) is { Missed: { } missed } cursor && MayCatchUp)
        {
            var pages = new ArxivAtomPages(api.Value, ArxivAtomOptions.SearchFor(options.Value.ListedCategories), isSomeExpected: true);
            await pages.WalkAsync(run, missed, (walk, isLast) => (cursor with { Missed = isLast ? null : walk }).ToJson(), cancellationToken);
        }
    }

    private async Task ReadFeedAsync(HarvestRun run, IReadOnlyList<string> categories, bool isLastPart, CancellationToken cancellationToken)
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
            await ReadFeedAsync(run, [.. categories.Take(categories.Count / 2)], isLastPart: false, cancellationToken);
            await ReadFeedAsync(run, [.. categories.Skip(categories.Count / 2)], isLastPart, cancellationToken);
            return;
        }

        if (isCut)
        {
            Log.IsCut(logger, categories[0], MostItems);
        }

        var cursor = new ArxivRssCursor(address.AbsoluteUri, last?.Day, reply.ETag, reply.LastModified, last?.Missed);
        if (isLastPart && feed is { Day: { } day, Entries.Count: > 0 } && IsCredible(day, reply.ReadAt))
        {
            cursor = cursor.After(day, api.Value.LookBack);
        }

        if (cursor.Missed is not null && !MayCatchUp)
        {
            Log.MissedForGood(logger, last?.Day, feed.Day);
            cursor = cursor with { Missed = null };
        }

        await run.SaveAsync(feed.Entries, reply.ReadAt, cursor.ToJson(), cancellationToken);
    }

    // From arXiv's first year to today: another day is a slip, and would have all later ones pass for known.
    private static bool IsCredible(DateOnly day, DateTimeOffset readAt) => day.Year >= 1991 && day <= FutureDays.LatestDay(readAt);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Found {Items} items in the feed of {Category}, which leaves others out: ArxivOaiPmh has them all")]
        public static partial void IsCut(ILogger logger, string category, int items);

        [LoggerMessage(LogLevel.Warning, "Missed arXiv's announcements between {Last} and {Day}: set Ingest:Sources:ArxivAtom:BaseUrl beside that of ArxivRss for such to be looked up")]
        public static partial void MissedForGood(ILogger logger, DateOnly? last, DateOnly? day);
    }
}
