using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Reads the pages of arXiv's API, from the latest change back to the end of a walk.</summary>
/// <param name="options">The address and page size.</param>
/// <param name="search">The search, in arXiv's query syntax.</param>
/// <param name="mostPapers">Where a walk ends at the latest.</param>
/// <param name="isSomeExpected">Whether an empty result must be arXiv's mistake.</param>
internal sealed class ArxivAtomPages(ArxivAtomOptions options, string search, bool isSomeExpected, int mostPapers = int.MaxValue)
{
    /// <summary>Continues a walk to its end, and saves each page with the next cursor.</summary>
    /// <param name="run">The harvest.</param>
    /// <param name="walk">Its progress.</param>
    /// <param name="cursor">Makes the next cursor from the progress and whether the walk is complete.</param>
    public async Task WalkAsync(HarvestRun run, ArxivAtomWalk walk, Func<ArxivAtomWalk, bool, string> cursor, CancellationToken cancellationToken)
    {
        var most = 0;
        IReadOnlyList<string> before = [];
        for (var isLast = false; !isLast;)
        {
            var requestedAt = run.Now;
            var page = await run.RequestAsync(
                new SourceRequest(options.PageAddress(search, walk.Start)) { Accept = "application/atom+xml" },
                (reply, context) => Checked(ArxivAtomReply.Read(reply, context), walk.Start, most, before),
                cancellationToken);
            most = Math.Max(most, page.TotalResults ?? 0);
            before = PapersOf(page);
            isLast = page.Items.Count == 0
                || walk.Start + page.Items.Count >= mostPapers
                || walk.Start + page.Items.Count >= page.TotalResults
                || page.Items.Min(item => item.UpdatedAt) < walk.Until;
            walk = walk with { Start = walk.Start + page.Items.Count, Latest = ArxivAtomWalk.Later(walk.Latest, page.Items.Max(item => item.UpdatedAt)) };
            await run.SaveAsync(page.Entries, requestedAt, cursor(walk, isLast), cancellationToken);
        }
    }

    /// <summary>Treats an implausible page as unreadable, so that it is requested again.</summary>
    /// <param name="page">The page.</param>
    /// <param name="start">The index that was requested.</param>
    /// <param name="most">The highest total in this walk.</param>
    /// <param name="before">The papers of the previous page.</param>
    private ArxivAtomReply Checked(ArxivAtomReply page, int start, int most, IReadOnlyList<string> before)
    {
        if (page.Error is { } error)
        {
            throw new SourceUnavailableException($"arXiv answered with an error: {TruncatedText.Quote(error)}");
        }

        if (page.StartIndex is { } index && index != start)
        {
            throw new UnreadableReplyException($"arXiv answered from paper {index} instead of {start}.");
        }

        // Without a total only an empty page tells the end; where there was one, a page without it is arXiv's mistake.
        var isTheEnd = start == 0 ? page.TotalResults is null or 0 && most == 0 && !isSomeExpected
            : page.TotalResults is { } total ? total > 0 && total <= start
            : most == 0;
        if (page.Items.Count == 0 && !isTheEnd)
        {
            throw new UnreadableReplyException($"arXiv answered an empty page at paper {start}, where there are papers.");
        }

        var papers = PapersOf(page);
        return papers.Count > 0 && papers.SequenceEqual(before)
            ? throw new UnreadableReplyException($"arXiv answered the previous page again at paper {start}.")
            : page;
    }

    private static IReadOnlyList<string> PapersOf(
        ArxivAtomReply page) => [.. page.Entries.OfType<ReadRecord>().Select(read => read.Record.ArxivId).OfType<string>()];
}
