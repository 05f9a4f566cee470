using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Curation;

/// <summary>An admin's decisions about papers, which no import undoes.</summary>
internal static class AdminDecisions
{
    /// <summary>
    /// Moves a statement to its own paper. The side whose arXiv id is the paper's id keeps that id. Both sides are pinned from then on.
    /// </summary>
    /// <returns>The other paper; null if the paper has no other statement.</returns>
    public static KnownPaper? Split(KnownPapers papers, KnownPaper paper, KnownStatement statement)
    {
        var taken = paper.Statements.Values
            .Where(each => each.Id == statement.Id || statement.Placement == StatementPlacement.Joined && each.Placement == StatementPlacement.Joined && each.Key == statement.Key)
            .ToList();
        var rest = paper.Statements.Values.Except(taken).ToList();
        if (rest.Count == 0)
        {
            return null;
        }

        if (!RecordKey.IsArxivId(statement.Key) || rest.Exists(each => each.Key == statement.Key))
        {
            return Move(papers, paper, papers.Add(statement.LoadedContent, byTitle: true), [statement with { Placement = StatementPlacement.Apart }]);
        }

        var withId = taken.ConvertAll(each => each with { Placement = StatementPlacement.Found });
        var pinned = rest.ConvertAll(each => each.IsMovable ? each with { Placement = StatementPlacement.Apart } : each);
        if (statement.Key == paper.PaperId)
        {
            withId.ForEach(each => papers.Put(paper, each));
            return Move(papers, paper, papers.Add(rest[0].LoadedContent, byTitle: true), pinned);
        }

        pinned.ForEach(each => papers.Put(paper, each));
        var before = papers.Find(statement.Key) is { Statements.Count: 0 } ended && ended.Withdrawal?.MergedInto == paper.PaperId ? ended : null;
        return Move(papers, paper, before ?? papers.Add(statement.LoadedContent, byTitle: false), withId);
    }

    /// <summary>Merges two papers.</summary>
    public static void Join(KnownPapers papers, KnownPaper kept, KnownPaper merged)
    {
        var statements = merged.Statements.Values.ToList();
        Move(papers, merged, kept, statements.ConvertAll(each => each.Placement == StatementPlacement.Apart
            ? each
            : each with { Placement = StatementPlacement.Joined }));
        kept.KeepEarliestSight(merged);
    }

    private static KnownPaper Move(KnownPapers papers, KnownPaper from, KnownPaper to, List<KnownStatement> statements)
    {
        statements.ForEach(statement => papers.Move(statement, from, to));
        return to;
    }
}
