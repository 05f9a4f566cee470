using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Where statements belong that have no arXiv identifier. One with a DOI is of the one paper with that DOI, else, as one without, of the one paper of its
/// title whose authors may be the same and to which no other DOI was given. Where several papers could be meant it stays open, and the statement stands alone
/// or with its like. It is decided from all that is known, so the order in which it came does not matter.
/// </summary>
public static class LooseStatements
{
    /// <param name="papers">All papers to which the statements' titles and DOIs lead.</param>
    /// <param name="loose">What is to be placed.</param>
    public static IReadOnlyList<LooseGroup> Group(IReadOnlyList<KnownPaper> papers, IReadOnlyList<LooseStatement> loose)
    {
        var anchors = papers.Where(paper => paper.IsAnchored).Select(paper => new Anchor(paper)).ToList();
        var sameDois = loose.Where(each => each.Doi is not null)
            .GroupBy(each => each.Doi, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Doi: group.Key!, Members: group.ToList())) // those without one were left out
            .ToList();

        // What joined by a surer sign makes the paper known by its titles, too.
        var groups = sameDois.FindAll(each => anchors.Exists(anchor => anchor.Dois.Contains(each.Doi)))
            .ConvertAll(each => new LooseGroup(Only(anchors.FindAll(anchor => anchor.Dois.Contains(each.Doi))), each.Members));
        Learn(anchors, groups);
        var byTitle = sameDois.FindAll(each => !anchors.Exists(anchor => anchor.Dois.Contains(each.Doi)))
            .ConvertAll(each => new LooseGroup(Only(anchors.FindAll(anchor => anchor.Dois.Count == 0 && each.Members.Exists(anchor.MayBe))), each.Members));
        Learn(anchors, byTitle);
        groups.AddRange(byTitle);

        var floating = groups.FindAll(group => group.Anchor is null);
        foreach (var sameTitle in loose.Where(each => each.Doi is null).GroupBy(each => each.TitleKey, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            GroupByTitle(anchors, floating, groups, sameTitle);
        }

        return groups;
    }

    private static void Learn(List<Anchor> anchors, List<LooseGroup> groups)
    {
        foreach (var group in groups)
        {
            anchors.Find(anchor => anchor.Paper == group.Anchor)?.TitleKeys.UnionWith(group.Members.SelectMany(member => member.TitleKeys));
        }
    }

    private static void GroupByTitle(List<Anchor> anchors, List<LooseGroup> floating, List<LooseGroup> groups, IEnumerable<LooseStatement> sameTitle)
    {
        var homeless = new List<LooseStatement>();
        foreach (var each in sameTitle)
        {
            var anchored = anchors.FindAll(anchor => anchor.MayBe(each));
            if (Only(anchored) is { } anchor)
            {
                groups.Add(new(anchor, [each]));
            }
            else if (anchored.Count == 0 && floating.FindAll(group => group.Members.Exists(member => member.MayBe(each))) is [var only])
            {
                only.Members.Add(each);
            }
            else
            {
                homeless.Add(each);
            }
        }

        groups.AddRange(Families(homeless));
    }

    // Those whose authors may be the same stand together, and so do those that a third stands with. Who names no author stands with the only family there is.
    private static List<LooseGroup> Families(List<LooseStatement> homeless)
    {
        var families = new List<List<LooseStatement>>();
        foreach (var each in homeless.Where(each => each.Authors.Count > 0).OrderBy(each => each.Statement.Key, StringComparer.Ordinal))
        {
            var related = families.FindAll(family => family.Exists(member => AuthorNames.AreCompatible(member.Authors, each.Authors)));
            families.RemoveAll(related.Contains);
            families.Add([.. related.SelectMany(family => family), each]);
        }

        var nameless = homeless.FindAll(each => each.Authors.Count == 0);
        if (nameless.Count > 0 && families is [var only])
        {
            only.AddRange(nameless);
        }
        else if (nameless.Count > 0)
        {
            families.Add(nameless);
        }

        return families.ConvertAll(family => new LooseGroup(null, family));
    }

    private static KnownPaper? Only(List<Anchor> anchors) => anchors is [var only] ? only.Paper : null;

    private sealed class Anchor(KnownPaper paper)
    {
        private readonly IReadOnlyList<IReadOnlyList<string>> _authors = AuthorLists.Of(paper);

        public KnownPaper Paper => paper;

        /// <summary>What its arXiv identifiers are published as: it is the paper of no other DOI.</summary>
        public IReadOnlySet<string> Dois { get; } = Firm(paper).SelectMany(statement => statement.Dois).ToHashSet(StringComparer.Ordinal);

        public HashSet<string> TitleKeys { get; } = Firm(paper).SelectMany(statement => statement.TitleKeys).ToHashSet(StringComparer.Ordinal);

        public bool MayBe(LooseStatement said) => said.TitleKeys.Any(TitleKeys.Contains) && AuthorLists.AreCompatible(_authors, said.Authors.Count > 0 ? [said.Authors] : []);

        private static IEnumerable<KnownStatement> Firm(KnownPaper paper) => paper.Statements.Values.Where(statement => !statement.IsLoose);
    }
}

/// <param name="Paper">Where it stands now.</param>
public sealed record LooseStatement(KnownPaper Paper, KnownStatement Statement)
{
    public string TitleKey => Statement.Loaded.TitleKey;

    public IEnumerable<string> TitleKeys => Statement.TitleKeys;

    public string? Doi => Statement.Loaded.Record.Doi;

    public IReadOnlyList<string> Authors => Statement.Loaded.Record.Authors;

    public bool MayBe(LooseStatement other) => TitleKeys.Intersect(other.TitleKeys, StringComparer.Ordinal).Any() && AuthorNames.AreCompatible(Authors, other.Authors);
}

/// <summary>Statements of one paper.</summary>
/// <param name="Anchor">The paper that they belong to; null where they are one of their own.</param>
public sealed record LooseGroup(KnownPaper? Anchor, List<LooseStatement> Members);
