using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>The papers that a batch may touch, indexed by statement key, title key and DOI.</summary>
/// <param name="stored">Every stored paper that one of the batch's records may belong to.</param>
/// <param name="crowdedTitles">The title keys that more than <see cref="MostOfOneTitle"/> stored papers share.</param>
internal sealed class KnownPapers(IEnumerable<KnownPaper> stored, IReadOnlySet<string> crowdedTitles)
{
    /// <summary>A title that more papers share ("Editorial", "Untitled") identifies none of them, and comparing them all would take quadratic time.</summary>
    public const int MostOfOneTitle = 50;

    private readonly Dictionary<string, KnownPaper> _byId = stored.ToDictionary(paper => paper.PaperId, StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownPaper>> _byKey = IndexBy(stored, paper => paper.Statements.Keys.Select(id => id.Key).Distinct());
    private readonly Dictionary<string, List<KnownPaper>> _byTitle = IndexBy(stored, paper => paper.TitleKeys);
    private readonly Dictionary<string, List<KnownPaper>> _byDoi = IndexBy(stored, paper => paper.Dois);

    public IReadOnlyCollection<KnownPaper> All => _byId.Values;

    public KnownPaper? Find(string paperId) => _byId.GetValueOrDefault(paperId);

    public KnownPaper? FindStatement(StatementId id) => Of(_byKey, id.Key).Find(paper => paper.Statements.ContainsKey(id));

    public KnownPaper? FindByArxivId(string arxivId) => Of(_byKey, arxivId).Find(paper => paper.HasArxivId(arxivId));

    /// <summary>The fully loaded papers with statements that share one of the titles or DOIs, ordered by id.</summary>
    public List<KnownPaper> Neighbours(IEnumerable<string> titleKeys, IEnumerable<string> dois) =>
        titleKeys.Where(key => !IsCrowded(key))
            .SelectMany(key => Of(_byTitle, key))
            .Concat(dois.SelectMany(doi => Of(_byDoi, doi).Concat(Of(_byKey, RecordKey.OfDoi(doi)))))
            .Distinct()
            .Where(paper => paper.Statements.Count > 0 && (paper.IsNew || paper.Canonical is not null))
            .OrderBy(paper => paper.PaperId, StringComparer.Ordinal)
            .ToList();

    /// <summary>Makes a paper whose id comes from a record.</summary>
    /// <param name="byTitle">Don't use the record's arXiv id, because it is another paper's id.</param>
    public KnownPaper Add(DigestedRecord record, bool byTitle)
    {
        var paperId = !byTitle && record.Record.ArxivId is { } arxivId && !_byId.ContainsKey(arxivId) ? arxivId
            : IsCrowded(record.TitleKey) ? TitleKey.OfCrowded(record.Record.Title, record.Key)
            : record.TitleKey;
        for (var namesakes = 1; _byId.ContainsKey(paperId); namesakes++)
        {
            // Another paper of this title has the id already.
            paperId = TitleKey.Of(record.Record.Title, AuthorNames.FamilyNames(record.Record.Authors), namesakes);
        }

        var paper = new KnownPaper(paperId) { IsNew = true };
        _byId.Add(paperId, paper);
        return paper;
    }

    /// <summary>Drops a new paper that is not needed after all.</summary>
    public void Discard(KnownPaper paper)
    {
        _byId.Remove(paper.PaperId);
        foreach (var index in new[] { _byKey, _byTitle, _byDoi })
        {
            foreach (var papers in index.Values)
            {
                papers.Remove(paper);
            }
        }
    }

    /// <summary>Adds or replaces a statement of the paper, and indexes the paper by it.</summary>
    public void Put(KnownPaper paper, KnownStatement statement)
    {
        paper.Put(statement);
        Add(_byKey, statement.Key, paper);
        foreach (var titleKey in statement.TitleKeys)
        {
            Index(_byTitle, titleKey, paper, paper.TitleKeys, paper.NewTitleKeys);
        }

        foreach (var doi in statement.IsMovable ? [] : statement.Dois)
        {
            Index(_byDoi, doi, paper, paper.Dois, paper.NewDois);
        }
    }

    public void Move(KnownStatement statement, KnownPaper from, KnownPaper to)
    {
        from.Remove(statement.Id);
        if (!from.Statements.Keys.Any(id => id.Key == statement.Key))
        {
            Of(_byKey, statement.Key).Remove(from);
        }

        Put(to, statement);
    }

    private bool IsCrowded(string titleKey) => crowdedTitles.Contains(titleKey) || Of(_byTitle, titleKey).Count > MostOfOneTitle;

    private static void Index(Dictionary<string, List<KnownPaper>> index, string key, KnownPaper paper, HashSet<string> known, HashSet<string> added)
    {
        if (known.Add(key))
        {
            added.Add(key);
            Add(index, key, paper);
        }
    }

    private static void Add(Dictionary<string, List<KnownPaper>> index, string key, KnownPaper paper)
    {
        if (!index.TryGetValue(key, out var papers))
        {
            index.Add(key, papers = []);
        }

        if (!papers.Contains(paper))
        {
            papers.Add(paper);
        }
    }

    private static List<KnownPaper> Of(Dictionary<string, List<KnownPaper>> index, string key) => index.GetValueOrDefault(key) ?? [];

    private static Dictionary<string, List<KnownPaper>> IndexBy(IEnumerable<KnownPaper> papers, Func<KnownPaper, IEnumerable<string>> keys)
    {
        var index = new Dictionary<string, List<KnownPaper>>(StringComparer.Ordinal);
        foreach (var paper in papers)
        {
            foreach (var key in keys(paper))
            {
                Add(index, key, paper);
            }
        }

        return index;
    }
}
