using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Moves movable statements to the papers that they belong to. A paper keeps its id as long as possible, even if it was made from a title and its
/// arXiv id becomes known later. A paper left without statements is merged into the one they moved to and redirects to it.
/// </summary>
internal sealed class ReconcilePapers(KnownPapers papers, DateTimeOffset now)
{
    /// <param name="newcomer">The paper that was made for the current record, if one was.</param>
    /// <returns>The papers whose statements changed, and the newcomer or the paper that replaced it.</returns>
    public IReadOnlyCollection<KnownPaper> Place(IEnumerable<string> titleKeys, IEnumerable<string> dois, KnownPaper? newcomer)
    {
        var (neighbours, movable) = Gather(titleKeys.ToHashSet(StringComparer.Ordinal), dois.ToHashSet(StringComparer.Ordinal));
        var touched = new HashSet<KnownPaper>();
        var groups = MovableStatements.Group(neighbours, movable);
        if (newcomer is not null)
        {
            var former = newcomer.Canonical is null && newcomer.IsFixed ? FindFormerPaper(newcomer, neighbours, groups) : null;
            if (former is not null)
            {
                Absorb(newcomer, former);
                groups = [.. groups.Select(group => group.Target == newcomer ? group with { Target = former } : group)];
            }

            touched.Add(former ?? newcomer);
        }

        var targets = new HashSet<KnownPaper>();
        foreach (var group in groups)
        {
            var target = group.Target ?? FindExistingPaper(group, targets) ?? papers.Add(group.Members[0].Statement.LoadedContent, byTitle: true);
            targets.Add(target);
            foreach (var (paper, statement) in group.Members.Where(member => member.Paper != target))
            {
                papers.Move(statement, paper, target);
                target.KeepEarliestSight(paper);
                touched.Add(paper);
                touched.Add(target);
                if (paper.Statements.Count == 0)
                {
                    End(paper, target);
                }
            }
        }

        touched.RemoveWhere(paper => paper.Statements.Count == 0);
        return touched;
    }

    /// <returns>The papers that got a new revision or were withdrawn.</returns>
    public IReadOnlyList<KnownPaper> Remerge(IEnumerable<KnownPaper> touched)
    {
        var revised = new List<KnownPaper>();
        foreach (var paper in touched)
        {
            var records = paper.Statements.Values.Where(statement => !statement.IsDeleted).Select(Contribution).ToList();
            if (records.Count == 0)
            {
                if (paper.IsLive)
                {
                    paper.Withdraw(new(null, now));
                    revised.Add(paper);
                }

                continue;
            }

            if (paper.Canonical is not { } before)
            {
                paper.Revise(paper.IsNew ? PaperMerge.Merge(paper.PaperId, 1, paper.FirstSeenAt ?? now, records) : throw NotLoaded(paper), []);
                revised.Add(paper);
                continue;
            }

            var next = PaperMerge.Merge(paper.PaperId, before.Revision + 1, paper.FirstSeenAt ?? now, records);
            var fields = next.ChangesSince(before);
            if (paper.Withdrawal is not null)
            {
                fields = ["returned", .. fields];
            }

            if (fields.Count > 0)
            {
                paper.Revise(next, fields);
                revised.Add(paper);
            }
        }

        return revised;
    }

    /// <summary>What a statement contributes to its paper: one that an admin split from the paper of its arXiv id contributes no identifiers.</summary>
    public static SourceRecord Contribution(KnownStatement statement) =>
        statement.Placement == StatementPlacement.Apart && RecordKey.IsArxivId(statement.Key)
            ? statement.Record with { ArxivId = null, ArxivVersion = null, Doi = null }
            : statement.Record;

    /// <summary>Withdraws a paper that has no statements left.</summary>
    public void End(KnownPaper paper, KnownPaper mergedInto)
    {
        if (paper.Canonical is null)
        {
            papers.Discard(paper);
        }
        else
        {
            paper.Withdraw(new(mergedInto.PaperId, now));
        }
    }

    // Statements of one DOI belong together, so each may bring the titles of another into play.
    private (List<KnownPaper> Neighbours, List<MovableStatement> Movable) Gather(HashSet<string> titleKeys, HashSet<string> dois)
    {
        while (true)
        {
            var neighbours = papers.Neighbours(titleKeys, dois);
            var movable = neighbours
                .SelectMany(paper => paper.Statements.Values.Where(statement => statement.IsMovable), (paper, statement) => new MovableStatement(paper, statement))
                .Where(each => each.TitleKeys.Any(titleKeys.Contains) || each.Doi is { } doi && dois.Contains(doi))
                .OrderBy(each => each.Statement.Key, StringComparer.Ordinal)
                .ThenBy(each => each.Statement.Source, StringComparer.Ordinal)
                .ToList();
            var known = titleKeys.Count + dois.Count;
            titleKeys.UnionWith(movable.SelectMany(each => each.TitleKeys));
            dois.UnionWith(movable.Select(each => each.Doi).OfType<string>());
            if (titleKeys.Count + dois.Count == known)
            {
                return (neighbours, movable);
            }
        }
    }

    // A paper made from a title, all of whose statements join the newcomer with the arXiv id: it stays, and the newcomer's id is not used.
    private static KnownPaper? FindFormerPaper(KnownPaper newcomer, List<KnownPaper> neighbours, IReadOnlyList<StatementGroup> groups)
    {
        var joining = groups.Where(group => group.Target == newcomer).SelectMany(group => group.Members).Select(member => member.Statement.Id).ToHashSet();
        return neighbours.Where(paper => paper.Canonical is not null && !paper.IsFixed && paper.Statements.Keys.All(joining.Contains))
            .OrderBy(paper => paper.FirstSeenAt)
            .ThenBy(paper => paper.PaperId, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static KnownPaper? FindExistingPaper(StatementGroup group, HashSet<KnownPaper> taken) =>
        group.Members.Select(member => member.Paper)
            .Where(paper => !paper.IsFixed && !taken.Contains(paper))
            .OrderBy(paper => paper.Canonical is null)
            .ThenBy(paper => paper.FirstSeenAt)
            .ThenBy(paper => paper.PaperId, StringComparer.Ordinal)
            .FirstOrDefault();

    private void Absorb(KnownPaper newcomer, KnownPaper former)
    {
        foreach (var statement in newcomer.Statements.Values.ToList())
        {
            papers.Move(statement, newcomer, former);
        }

        End(newcomer, former);
    }

    private static InvalidOperationException NotLoaded(KnownPaper paper) => new($"The paper {paper.PaperId} must be merged but was not loaded.");
}
