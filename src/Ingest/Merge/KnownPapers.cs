using Papers.Ingest.Sources;

namespace Papers.Ingest.Merge;

/// <summary>
/// Which paper a record is of. An arXiv identifier decides alone: two of them are always two papers. A record or a paper without one is joined by
/// the title, where the authors may be the same.
/// </summary>
/// <param name="stored">Every stored paper that has an arXiv identifier, or ever had a title, of one of the records that will be asked for.</param>
public sealed class KnownPapers(IEnumerable<KnownPaper> stored)
{
    private readonly Dictionary<string, KnownPaper> _byId = stored.ToDictionary(paper => paper.PaperId, StringComparer.Ordinal);
    private readonly Dictionary<string, KnownPaper> _byArxivId = stored.Where(paper => paper.ArxivId is not null)
        .ToDictionary(paper => paper.ArxivId!, StringComparer.Ordinal); // those without one were left out
    private readonly Dictionary<string, List<KnownPaper>> _byTitle = stored.SelectMany(paper => paper.TitleKeys, (paper, key) => (paper, key))
        .GroupBy(pair => pair.key, pair => pair.paper, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    public IReadOnlyCollection<KnownPaper> All => _byId.Values;

    public KnownPaper? Find(DigestedRecord said)
    {
        if (said.Record.ArxivId is { } arxivId && _byArxivId.TryGetValue(arxivId, out var same))
        {
            return same;
        }

        if (!_byTitle.TryGetValue(said.TitleKey, out var titled))
        {
            return null;
        }

        var namesakes = titled.FindAll(paper =>
            (said.Record.ArxivId is null || paper.ArxivId is null) && AuthorNames.AreCompatible(paper.Authors, said.Record.Authors));
        return namesakes is [var only] ? only : Choose(namesakes, said);
    }

    /// <summary>Makes a paper of a record that is of none so far.</summary>
    public KnownPaper Add(DigestedRecord said)
    {
        var paperId = said.Record.ArxivId ?? said.TitleKey;
        for (var namesakes = 1; _byId.ContainsKey(paperId); namesakes++)
        {
            // The title alone is taken by a paper of other people.
            paperId = TitleKey.Of(said.Record.Title, AuthorNames.FamilyNames(said.Record.Authors), namesakes);
        }

        var paper = new KnownPaper(paperId) { IsNew = true };
        _byId.Add(paperId, paper);
        return paper;
    }

    /// <summary>Makes the paper known by what it is called now.</summary>
    public void Learn(KnownPaper paper, string titleKey)
    {
        if (paper.ArxivId is not null)
        {
            _byArxivId[paper.ArxivId] = paper;
        }

        if (paper.TitleKeys.Add(titleKey))
        {
            paper.NewTitleKeys.Add(titleKey);
            if (!_byTitle.TryGetValue(titleKey, out var titled))
            {
                _byTitle.Add(titleKey, titled = []);
            }

            titled.Add(paper);
        }
    }

    // Of several namesakes the one that this source told of before, then the one that is known by its title alone. Otherwise it stays open which
    // is meant, and a wrong guess would be worse than a paper that stands twice.
    private static KnownPaper? Choose(List<KnownPaper> namesakes, DigestedRecord said) =>
        namesakes.Find(paper => paper.Statements.TryGetValue(said.Record.Source, out var statement) && statement.Knows(said))
        ?? namesakes.Find(paper => paper.Statements.ContainsKey(said.Record.Source))
        ?? namesakes.Find(paper => paper.PaperId == said.TitleKey)
        ?? namesakes.Find(paper => paper.ArxivId is null);
}
