using System.Net;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>
/// arXiv's announcement of the day: new papers, cross-lists and replacements. The feed has only the current day, and is empty at weekends; missed
/// announcements are looked up by arXiv's API.
/// </summary>
internal sealed partial class ArxivRssHarvest(
    IOptions<ArxivRssOptions> options,
    IOptions<ArxivAtomOptions> api,
    NetworkReach reach,
    ILogger<ArxivRssHarvest> logger) : IHarvestedSource
{
    /// <summary>The limit of arXiv: a feed with this many items is truncated.</summary>
    public const int MostItems = 2_000;

    private const int DaysOfWarning = 60;

    // A walk through arXiv's API goes no deeper: it refuses or garbles later pages.
    private const int MostMissed = 10_000;

    private DateOnly? _warnedOn;

    public SourceOptions Options => options.Value;

    // A feed of another host must not cause requests to arXiv, nor anything while offline.
    private bool MayCatchUp => (api.Value.IsLocal || !reach.Offline) && (options.Value.IsOfArxiv || !api.Value.IsOfArxiv);

    public string Describe(string cursor) => ArxivRssCursor.Read(cursor) switch
    {
        { Day: { } day, Missed: { } missed } => $"Announcement of {day:yyyy-MM-dd} done. Looking up missed ones: {missed.Start:N0} papers back, reading to {missed.Until:yyyy-MM-dd}.",
        { Day: { } day } => $"Announcement of {day:yyyy-MM-dd} done.",
        _ => "No announcement read yet.",
    };

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        WarnOfUnknownHolidays(DateOnly.FromDateTime(run.Now.UtcDateTime));
        await ReadFeedAsync(run, options.Value.ListedCategories, isLastPart: true, cancellationToken);
        if (ArxivRssCursor.Read(run.Cursor) is { Missed: { } missed } cursor && MayCatchUp)
        {
            var pages = new ArxivAtomPages(api.Value, ArxivAtomOptions.SearchFor(options.Value.ListedCategories), isSomeExpected: true, MostMissed);
            await pages.WalkAsync(run, missed, (walk, isLast) => (cursor with { Missed = isLast ? null : walk }).ToJson(), cancellationToken);
        }
    }

    private void WarnOfUnknownHolidays(DateOnly today)
    {
        if (today.AddDays(DaysOfWarning) >= AnnouncementDay.LastKnown && _warnedOn != today)
        {
            _warnedOn = today;
            Log.UnknownHolidays(logger, AnnouncementDay.LastKnown);
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
        var (reply, feed) = await run.RequestAsync(
            request,
            reply => (reply, reply.Status == HttpStatusCode.OK ? ArxivRssReply.Read(reply.Open(), new(Day: null, reply.ReadAt)) : null),
            cancellationToken);
        if (feed is null)
        {
            return;
        }

        // A truncated feed of several categories is read in two halves; one of a single category cannot be split further.
        var isTruncated = feed.Entries.Count >= MostItems;
        if (isTruncated && categories.Count > 1)
        {
            await ReadFeedAsync(run, [.. categories.Take(categories.Count / 2)], isLastPart: false, cancellationToken);
            await ReadFeedAsync(run, [.. categories.Skip(categories.Count / 2)], isLastPart, cancellationToken);
            return;
        }

        if (isTruncated)
        {
            Log.Truncated(logger, categories[0], MostItems);
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

    // From arXiv's first year to today: a day in the future would make all later announcements count as known.
    private static bool IsCredible(DateOnly day, DateTimeOffset readAt) => day.Year >= 1991 && day <= FutureDays.LatestDay(readAt);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The feed of {Category} is truncated at {Items} items; enable ArxivOaiPmh to get all papers")]
        public static partial void Truncated(ILogger logger, string category, int items);

        [LoggerMessage(LogLevel.Warning, "arXiv's holidays after {LastKnown} are unknown to this version: update Papers, or days of papers may be wrong")]
        public static partial void UnknownHolidays(ILogger logger, DateOnly lastKnown);

        [LoggerMessage(LogLevel.Warning, "Missed arXiv's announcements between {Last} and {Day}, which cannot be looked up: set Ingest:Sources:ArxivAtom:BaseUrl as well as that of ArxivRss")]
        public static partial void MissedForGood(ILogger logger, DateOnly? last, DateOnly? day);
    }
}
