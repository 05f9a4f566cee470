using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Moves loose statements to the papers that they belong to. A paper keeps its name as long as it can: one that was known by its title keeps it when its arXiv
/// identifier turns up. One that is left without statements is part of the paper where they went, and leads there.
/// </summary>
internal sealed class SettlePapers(KnownPapers papers, DateTimeOffset now)
{
    /// <param name="newcomer">The paper that was made for the record at hand, if one was.</param>
    /// <returns>The papers whose statements changed, with the newcomer or what took its place.</returns>
    public IReadOnlyCollection<KnownPaper> Place(IEnumerable<string> titleKeys, IEnumerable<string> dois, KnownPaper? newcomer)
    {
        var (near, loose) = Gather(titleKeys.ToHashSet(StringComparer.Ordinal), dois.ToHashSet(StringComparer.Ordinal));
        var touched = new HashSet<KnownPaper>();
        var groups = LooseStatements.Group(near, loose);
        if (newcomer is not null)
        {
            var home = newcomer.Canonical is null && newcomer.IsAnchored ? FindOldName(newcomer, near, groups) : null;
            if (home is not null)
            {
                TakeUp(newcomer, home);
                groups = [.. groups.Select(group => group.Anchor == newcomer ? group with { Anchor = home } : group)];
            }

            touched.Add(home ?? newcomer);
        }

        var targets = new HashSet<KnownPaper>();
        foreach (var group in groups)
        {
            var target = group.Anchor ?? FindName(group, targets) ?? papers.Add(group.Members[0].Statement.Loaded, byTitle: true);
            targets.Add(target);
            foreach (var (paper, statement) in group.Members.Where(member => member.Paper != target))
            {
                papers.Move(statement, paper, target);
                target.Inherit(paper);
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

    /// <returns>The papers that have a new revision, or were withdrawn.</returns>
    public IReadOnlyList<KnownPaper> Remerge(IEnumerable<KnownPaper> touched)
    {
        var revised = new List<KnownPaper>();
        foreach (var paper in touched)
        {
            var said = paper.Statements.Values.Where(statement => !statement.IsDeleted).Select(Contribution).ToList();
            if (said.Count == 0)
            {
                if (paper.Stands)
                {
                    paper.Withdraw(new(null, now));
                    revised.Add(paper);
                }

                continue;
            }

            if (paper.Canonical is not { } before)
            {
                paper.Revise(paper.IsNew ? PaperMerge.Merge(paper.PaperId, 1, paper.FirstSeenAt ?? now, said) : throw NotLoaded(paper), []);
                revised.Add(paper);
                continue;
            }

            var next = PaperMerge.Merge(paper.PaperId, before.Revision + 1, paper.FirstSeenAt ?? now, said);
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

    /// <summary>What a statement says of its paper: where an admin took it away from the paper of its identifier, it names none.</summary>
    public static SourceRecord Contribution(KnownStatement statement) =>
        statement.Placement == StatementPlacement.Apart && RecordKey.IsArxivId(statement.Key)
            ? statement.Loaded.Record with { ArxivId = null, ArxivVersion = null, Doi = null }
            : statement.Loaded.Record;

    /// <summary>Ends a paper that has no statements any more.</summary>
    public void End(KnownPaper paper, KnownPaper isPartOf)
    {
        if (paper.Canonical is null)
        {
            papers.Discard(paper);
        }
        else
        {
            paper.Withdraw(new(isPartOf.PaperId, now));
        }
    }

    // Statements of one DOI belong together, so the titles of one of them concern the others.
    private (List<KnownPaper> Near, List<LooseStatement> Loose) Gather(HashSet<string> titleKeys, HashSet<string> dois)
    {
        while (true)
        {
            var near = papers.Near(titleKeys, dois);
            var loose = near.SelectMany(paper => paper.Statements.Values.Where(statement => statement.IsLoose), (paper, statement) => new LooseStatement(paper, statement))
                .Where(each => each.TitleKeys.Any(titleKeys.Contains) || each.Doi is { } doi && dois.Contains(doi))
                .OrderBy(each => each.Statement.Key, StringComparer.Ordinal)
                .ThenBy(each => each.Statement.Source, StringComparer.Ordinal)
                .ToList();
            var known = titleKeys.Count + dois.Count;
            titleKeys.UnionWith(loose.SelectMany(each => each.TitleKeys));
            dois.UnionWith(loose.Select(each => each.Doi).OfType<string>());
            if (titleKeys.Count + dois.Count == known)
            {
                return (near, loose);
            }
        }
    }

    private static KnownPaper? FindOldName(KnownPaper newcomer, List<KnownPaper> near, IReadOnlyList<LooseGroup> groups)
    {
        var joining = groups.Where(group => group.Anchor == newcomer).SelectMany(group => group.Members).Select(member => member.Statement.Id).ToHashSet();
        return near.Where(paper => paper.Canonical is not null && !paper.IsAnchored && paper.Statements.Keys.All(joining.Contains))
            .OrderBy(paper => paper.FirstSeenAt)
            .ThenBy(paper => paper.PaperId, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static KnownPaper? FindName(LooseGroup group, HashSet<KnownPaper> taken) =>
        group.Members.Select(member => member.Paper)
            .Where(paper => !paper.IsAnchored && !taken.Contains(paper))
            .OrderBy(paper => paper.Canonical is null)
            .ThenBy(paper => paper.FirstSeenAt)
            .ThenBy(paper => paper.PaperId, StringComparer.Ordinal)
            .FirstOrDefault();

    private void TakeUp(KnownPaper newcomer, KnownPaper home)
    {
        foreach (var statement in newcomer.Statements.Values.ToList())
        {
            papers.Move(statement, newcomer, home);
        }

        End(newcomer, home);
    }

    private static InvalidOperationException NotLoaded(KnownPaper paper) => new($"The paper {paper.PaperId} was to be merged, but not loaded.");
}
