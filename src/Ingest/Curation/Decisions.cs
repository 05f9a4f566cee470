using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Curation;

/// <summary>What an admin decides about papers, which no import undoes.</summary>
public static class Decisions
{
    /// <summary>
    /// Takes a statement out into a paper of its own. Who bears the paper's name as its arXiv identifier keeps it, and the others go. From then on both sides
    /// stay where they are.
    /// </summary>
    /// <returns>The other paper; null where the statement is all that the paper has.</returns>
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
            return Move(papers, paper, papers.Add(statement.Loaded, byTitle: true), [statement with { Placement = StatementPlacement.Apart }]);
        }

        var named = taken.ConvertAll(each => each with { Placement = StatementPlacement.Found });
        var pinned = rest.ConvertAll(each => each.IsLoose ? each with { Placement = StatementPlacement.Apart } : each);
        if (statement.Key == paper.PaperId)
        {
            named.ForEach(each => papers.Say(paper, each));
            return Move(papers, paper, papers.Add(rest[0].Loaded, byTitle: true), pinned);
        }

        pinned.ForEach(each => papers.Say(paper, each));
        var before = papers.Find(statement.Key) is { Statements.Count: 0 } ended && ended.Withdrawal?.MergedInto == paper.PaperId ? ended : null;
        return Move(papers, paper, before ?? papers.Add(statement.Loaded, byTitle: false), named);
    }

    /// <summary>Makes one paper of two.</summary>
    public static void Join(KnownPapers papers, KnownPaper kept, KnownPaper gone)
    {
        var statements = gone.Statements.Values.ToList();
        Move(papers, gone, kept, statements.ConvertAll(each => each.Placement == StatementPlacement.Apart ? each : each with { Placement = StatementPlacement.Joined }));
        kept.Inherit(gone);
    }

    private static KnownPaper Move(KnownPapers papers, KnownPaper from, KnownPaper to, List<KnownStatement> statements)
    {
        statements.ForEach(statement => papers.Move(statement, from, to));
        return to;
    }
}
