using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Reads the pages of arXiv's API, which go from the latest change back, as far as a walk is to go.</summary>
/// <param name="options">Where and how much at a time is asked.</param>
/// <param name="search">What is looked for, in arXiv's own words.</param>
/// <param name="isSomeExpected">Whether there are papers for certain, so that none is arXiv's mistake.</param>
internal sealed class ArxivAtomPages(ArxivAtomOptions options, string search, bool isSomeExpected)
{
    /// <summary>Goes on with a walk to its end, and saves each page with the cursor that vouches for it.</summary>
    /// <param name="run">The harvest that it is a part of.</param>
    /// <param name="walk">How far it got.</param>
    /// <param name="cursor">The cursor after a page, from the walk so far and whether that was its end.</param>
    public async Task WalkAsync(HarvestRun run, ArxivAtomWalk walk, Func<ArxivAtomWalk, bool, string> cursor, CancellationToken cancellationToken)
    {
        var most = 0;
        IReadOnlyList<string> before = [];
        for (var isLast = false; !isLast;)
        {
            var askedAt = run.Now;
            var page = await run.AskAsync(
                new SourceRequest(options.PageAddress(search, walk.Start)) { Accept = "application/atom+xml" },
                (reply, context) => Checked(ArxivAtomReply.Read(reply, context), walk.Start, most, before),
                cancellationToken);
            most = Math.Max(most, page.TotalResults ?? 0);
            before = PapersOf(page);
            isLast = page.Items.Count == 0
                || walk.Start + page.Items.Count >= page.TotalResults
                || page.Items.Min(item => item.UpdatedAt) < walk.Until;
            walk = walk with { Start = walk.Start + page.Items.Count, Latest = ArxivAtomWalk.Later(walk.Latest, page.Items.Max(item => item.UpdatedAt)) };
            await run.SaveAsync(page.Entries, askedAt, cursor(walk, isLast), cancellationToken);
        }
    }

    /// <summary>A page that cannot be right counts as unreadable, so that it is asked for again.</summary>
    /// <param name="page">What came.</param>
    /// <param name="start">From where on it was asked for.</param>
    /// <param name="most">The greatest total that was told in this walk.</param>
    /// <param name="before">The papers of the page before.</param>
    private ArxivAtomReply Checked(ArxivAtomReply page, int start, int most, IReadOnlyList<string> before)
    {
        if (page.Error is { } error)
        {
            throw new SourceUnavailableException($"arXiv answered with an error: {TruncatedText.Quote(error)}");
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
}
