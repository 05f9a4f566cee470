using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Decides which paper the statements without an arXiv id belong to. One with a DOI belongs to the one paper with that DOI; otherwise, like one
/// without, to the one paper of its title whose authors are compatible and that has no other DOI. If several papers qualify it belongs to none
/// of them, and stands alone or with statements like it. The result depends only on the set of statements, never on the order of arrival.
/// </summary>
internal static class MovableStatements
{
    /// <param name="papers">All papers that share a title or DOI with the statements.</param>
    /// <param name="movable">The statements to place.</param>
    public static IReadOnlyList<StatementGroup> Group(IReadOnlyList<KnownPaper> papers, IReadOnlyList<MovableStatement> movable)
    {
        var targets = papers.Where(paper => paper.IsFixed).Select(paper => new Target(paper)).ToList();
        var sameDois = movable.Where(each => each.Doi is not null)
            .GroupBy(each => each.Doi, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Doi: group.Key!, Members: group.ToList())) // those without a DOI were filtered out
            .ToList();

        // Statements that match by DOI also give the paper their titles.
        var groups = sameDois.FindAll(each => targets.Exists(target => target.Dois.Contains(each.Doi)))
            .ConvertAll(each => new StatementGroup(Only(targets.FindAll(target => target.Dois.Contains(each.Doi))), each.Members));
        AddTitles(targets, groups);
        var byTitle = sameDois.FindAll(each => !targets.Exists(target => target.Dois.Contains(each.Doi)))
            .ConvertAll(each => new StatementGroup(Only(targets.FindAll(target => target.Dois.Count == 0 && each.Members.Exists(target.MayBe))), each.Members));
        AddTitles(targets, byTitle);
        groups.AddRange(byTitle);

        var unplaced = groups.FindAll(group => group.Target is null);
        foreach (var sameTitle in movable.Where(each => each.Doi is null).GroupBy(each => each.TitleKey, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            GroupByTitle(targets, unplaced, groups, sameTitle);
        }

        return groups;
    }

    private static void AddTitles(List<Target> targets, List<StatementGroup> groups)
    {
        foreach (var group in groups)
        {
            targets.Find(target => target.Paper == group.Target)?.TitleKeys.UnionWith(group.Members.SelectMany(member => member.TitleKeys));
        }
    }

    private static void GroupByTitle(List<Target> targets, List<StatementGroup> unplaced, List<StatementGroup> groups, IEnumerable<MovableStatement> sameTitle)
    {
        var remaining = new List<MovableStatement>();
        foreach (var each in sameTitle)
        {
            var candidates = targets.FindAll(target => target.MayBe(each));
            if (Only(candidates) is { } target)
            {
                groups.Add(new(target, [each]));
            }
            else if (candidates.Count == 0 && unplaced.FindAll(group => group.Members.Exists(member => member.MayBe(each))) is [var only])
            {
                only.Members.Add(each);
            }
            else
            {
                remaining.Add(each);
            }
        }

        groups.AddRange(GroupByAuthors(remaining));
    }

    // Statements with compatible authors form one group, transitively. Those without authors join the only group, if there is just one.
    private static List<StatementGroup> GroupByAuthors(List<MovableStatement> statements)
    {
        var groups = new List<List<MovableStatement>>();
        foreach (var each in statements.Where(each => each.Authors.Count > 0).OrderBy(each => each.Statement.Key, StringComparer.Ordinal))
        {
            var related = groups.FindAll(group => group.Exists(member => AuthorNames.AreCompatible(member.Authors, each.Authors)));
            groups.RemoveAll(related.Contains);
            groups.Add([.. related.SelectMany(group => group), each]);
        }

        var anonymous = statements.FindAll(each => each.Authors.Count == 0);
        if (anonymous.Count > 0 && groups is [var only])
        {
            only.AddRange(anonymous);
        }
        else if (anonymous.Count > 0)
        {
            groups.Add(anonymous);
        }

        return groups.ConvertAll(group => new StatementGroup(null, group));
    }

    private static KnownPaper? Only(List<Target> targets) => targets is [var only] ? only.Paper : null;

    private sealed class Target(KnownPaper paper)
    {
        private readonly IReadOnlyList<IReadOnlyList<string>> _authors = AuthorLists.Of(paper);

        public KnownPaper Paper => paper;

        /// <summary>The DOIs of its fixed statements: it is the paper of no other DOI.</summary>
        public IReadOnlySet<string> Dois { get; } = Fixed(paper).SelectMany(statement => statement.Dois).ToHashSet(StringComparer.Ordinal);

        public HashSet<string> TitleKeys { get; } = Fixed(paper).SelectMany(statement => statement.TitleKeys).ToHashSet(StringComparer.Ordinal);

        public bool MayBe(MovableStatement statement) =>
            statement.TitleKeys.Any(TitleKeys.Contains) && AuthorLists.AreCompatible(_authors, statement.Authors.Count > 0 ? [statement.Authors] : []);

        private static IEnumerable<KnownStatement> Fixed(KnownPaper paper) => paper.Statements.Values.Where(statement => !statement.IsMovable);
    }
}

/// <param name="Paper">The paper it belongs to now.</param>
internal sealed record MovableStatement(KnownPaper Paper, KnownStatement Statement)
{
    public string TitleKey => Statement.LoadedContent.TitleKey;

    public IEnumerable<string> TitleKeys => Statement.TitleKeys;

    public string? Doi => Statement.Record.Doi;

    public IReadOnlyList<string> Authors => Statement.Record.Authors;

    public bool MayBe(MovableStatement other) =>
        TitleKeys.Intersect(other.TitleKeys, StringComparer.Ordinal).Any() && AuthorNames.AreCompatible(Authors, other.Authors);
}

/// <summary>Statements about one paper.</summary>
/// <param name="Target">The fixed paper they belong to; null if they form a paper of their own.</param>
internal sealed record StatementGroup(KnownPaper? Target, List<MovableStatement> Members);
