using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>The papers that a batch may touch, and what leads to them: keys of statements, titles and DOIs.</summary>
/// <param name="stored">Every stored paper to which one of the records that will be asked for may lead.</param>
public sealed class KnownPapers(IEnumerable<KnownPaper> stored)
{
    private readonly Dictionary<string, KnownPaper> _byId = stored.ToDictionary(paper => paper.PaperId, StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownPaper>> _byKey = Index(stored, paper => paper.Statements.Keys.Select(id => id.Key).Distinct());
    private readonly Dictionary<string, List<KnownPaper>> _byTitle = Index(stored, paper => paper.TitleKeys);
    private readonly Dictionary<string, List<KnownPaper>> _byDoi = Index(stored, paper => paper.Dois);

    public IReadOnlyCollection<KnownPaper> All => _byId.Values;

    public KnownPaper? Find(string paperId) => _byId.GetValueOrDefault(paperId);

    /// <summary>The paper that holds what the source says under the key.</summary>
    public KnownPaper? FindStatement(StatementId id) => Of(_byKey, id.Key).Find(paper => paper.Statements.ContainsKey(id));

    public KnownPaper? FindByArxivId(string arxivId) => Of(_byKey, arxivId).Find(paper => paper.IsHomeOf(arxivId));

    /// <summary>The papers, as far as they were loaded, with statements to which one of the titles or DOIs leads, in the order of their identifiers.</summary>
    public List<KnownPaper> Near(IEnumerable<string> titleKeys, IEnumerable<string> dois) =>
        titleKeys.SelectMany(key => Of(_byTitle, key))
            .Concat(dois.SelectMany(doi => Of(_byDoi, doi).Concat(Of(_byKey, RecordKey.OfDoi(doi)))))
            .Distinct()
            .Where(paper => paper.Statements.Count > 0 && (paper.IsNew || paper.Canonical is not null))
            .OrderBy(paper => paper.PaperId, StringComparer.Ordinal)
            .ToList();

    /// <summary>Makes a paper that is named for a record.</summary>
    /// <param name="byTitle">Its arXiv identifier is the name of another.</param>
    public KnownPaper Add(DigestedRecord said, bool byTitle)
    {
        var paperId = !byTitle && said.Record.ArxivId is { } arxivId && !_byId.ContainsKey(arxivId) ? arxivId : said.TitleKey;
        for (var namesakes = 1; _byId.ContainsKey(paperId); namesakes++)
        {
            // The title alone is taken by a paper of other people.
            paperId = TitleKey.Of(said.Record.Title, AuthorNames.FamilyNames(said.Record.Authors), namesakes);
        }

        var paper = new KnownPaper(paperId) { IsNew = true };
        _byId.Add(paperId, paper);
        return paper;
    }

    /// <summary>Forgets a paper that was made in vain.</summary>
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

    /// <summary>Puts a statement where it belongs, and makes the paper known by what it says.</summary>
    public void Say(KnownPaper paper, KnownStatement statement)
    {
        paper.Say(statement);
        Add(_byKey, statement.Key, paper);
        foreach (var titleKey in statement.TitleKeys)
        {
            Learn(_byTitle, titleKey, paper, paper.TitleKeys, paper.NewTitleKeys);
        }

        foreach (var doi in statement.IsLoose ? [] : statement.Dois)
        {
            Learn(_byDoi, doi, paper, paper.Dois, paper.NewDois);
        }
    }

    public void Move(KnownStatement statement, KnownPaper from, KnownPaper to)
    {
        from.Lose(statement.Id);
        if (!from.Statements.Keys.Any(id => id.Key == statement.Key))
        {
            Of(_byKey, statement.Key).Remove(from);
        }

        Say(to, statement);
    }

    private static void Learn(Dictionary<string, List<KnownPaper>> index, string lead, KnownPaper paper, HashSet<string> known, HashSet<string> learnt)
    {
        if (known.Add(lead))
        {
            learnt.Add(lead);
            Add(index, lead, paper);
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

    private static Dictionary<string, List<KnownPaper>> Index(IEnumerable<KnownPaper> papers, Func<KnownPaper, IEnumerable<string>> keys)
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
