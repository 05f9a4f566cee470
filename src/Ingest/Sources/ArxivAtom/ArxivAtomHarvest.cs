using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Papers of categories or of a search by arXiv's API, from the latest change back to those that are known.</summary>
public sealed class ArxivAtomHarvest(IOptions<ArxivAtomOptions> options) : IHarvestedSource
{
    public SourceOptions Options => options.Value;

    public string Describe(string cursor) => ArxivAtomCursor.Read(cursor) switch
    {
        { Walk: { Start: > 0 } walk } => $"{walk.Start:N0} papers back, on the way to {walk.Until:yyyy-MM-dd HH:mm} UTC.",
        { Known: { } known } => $"All up to the change of {known:yyyy-MM-dd HH:mm} UTC are done.",
        _ => "No walk came to its end yet.",
    };

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        var saved = ArxivAtomCursor.Read(run.Cursor);
        var cursor = await WalkAsync(run, ArxivAtomCursor.Begin(saved, options.Value, run.Now), cancellationToken);
        if (saved is { Walk: not null } && saved.Search == cursor.Search)
        {
            // The one that was broken off knew nothing of what came since.
            await WalkAsync(run, ArxivAtomCursor.Begin(cursor, options.Value, run.Now), cancellationToken);
        }
    }

    private async Task<ArxivAtomCursor> WalkAsync(HarvestRun run, ArxivAtomCursor cursor, CancellationToken cancellationToken)
    {
        var walk = cursor.Walk!; // one has begun
        var most = 0;
        IReadOnlyList<string> before = [];
        while (true)
        {
            var askedAt = run.Now;
            var page = await run.AskAsync(
                new SourceRequest(options.Value.PageAddress(walk.Start)) { Accept = "application/atom+xml" },
                (reply, context) => Checked(ArxivAtomReply.Read(reply, context), walk.Start, most, before, isSomeExpected: cursor.Known is not null),
                cancellationToken);
            most = Math.Max(most, page.TotalResults ?? 0);
            before = PapersOf(page);
            var isLast = page.Items.Count == 0
                || walk.Start + page.Items.Count >= page.TotalResults
                || page.Items.Min(item => item.UpdatedAt) < walk.Until;
            walk = walk with { Start = walk.Start + page.Items.Count, Latest = Latest(walk.Latest, page.Items.Max(item => item.UpdatedAt)) };
            cursor = isLast ? cursor with { Known = Latest(cursor.Known, walk.Latest), Walk = null } : cursor with { Walk = walk };
            await run.SaveAsync(page.Entries, askedAt, cursor.ToJson(), cancellationToken);
            if (isLast)
            {
                return cursor;
            }
        }
    }

    /// <summary>A page that cannot be right counts as unreadable, so that it is asked for again.</summary>
    /// <param name="page">What came.</param>
    /// <param name="start">From where on it was asked for.</param>
    /// <param name="most">The greatest total that was told in this walk.</param>
    /// <param name="before">The papers of the page before.</param>
    /// <param name="isSomeExpected">Whether there were papers at any time before.</param>
    internal static ArxivAtomReply Checked(ArxivAtomReply page, int start, int most, IReadOnlyList<string> before, bool isSomeExpected)
    {
        if (page.Error is { } error)
        {
            throw new SourceFaultException($"arXiv answered with an error: {SourceRecordRules.Shorten(error)}");
        }

        if (page.StartIndex is { } index && index != start)
        {
            throw new UnreadableReplyException($"arXiv answered from paper {index} on where {start} was asked for.");
        }

        var total = page.TotalResults ?? 0;
        var isTheEnd = start == 0 ? total == 0 && most == 0 && !isSomeExpected : total > 0 && total <= start;
        if (page.Items.Count == 0 && !isTheEnd)
        {
            throw new UnreadableReplyException($"arXiv answered an empty page from paper {start} on, where there are papers.");
        }

        var papers = PapersOf(page);
        return papers.Count > 0 && papers.SequenceEqual(before)
            ? throw new UnreadableReplyException($"arXiv answered the page before again from paper {start} on.")
            : page;
    }

    private static IReadOnlyList<string> PapersOf(ArxivAtomReply page) => [.. page.Entries.OfType<ReadRecord>().Select(read => read.Record.ArxivId).OfType<string>()];

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
