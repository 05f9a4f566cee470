using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Evaluation.Tags;

/// <summary>
/// Compares tags with the names that others gave the same papers. Those names are few and incomplete, so the precision is a lower bound: good for
/// comparing two taggers, but not as an absolute figure. The baseline is the simplest tagger: every name of the vocabulary that occurs anywhere
/// in the text, ignoring case.
/// </summary>
public static class TagQuality
{
    public static int Print(string papersWithCode, string dailyPapers)
    {
        var vocabulary = TagVocabulary.Load();
        var matcher = new TagMatcher(vocabulary);
        var names = new Dictionary<string, string>();
        var phrases = vocabulary.Entries.SelectMany(entry => entry.Spellings.Select(spelling => (GoldPaper.Fold(spelling.Phrase), entry.Slug)));
        foreach (var (phrase, slug) in phrases)
        {
            names.TryAdd(phrase, slug);
        }

        var lowerNames = vocabulary.Entries
            .SelectMany(entry => entry.Spellings.Select(spelling => (Name: spelling.Phrase.ToLowerInvariant(), entry.Slug)))
            .ToLookup(pair => pair.Name, pair => pair.Slug);
        Tagger[] taggers =
        [
            new("baseline: substrings", paper => Baseline(lowerNames, paper)),
            new("Papers", paper =>
            [
                .. matcher.TagsFor(paper.Title, paper.Abstract, paper.Categories)
                    .Where(tag => tag.Kind != TagKind.Category)
                    .Select(tag => tag.Slug),
            ]),
        ];
        Compare("Papers with Code, one task per paper", GoldPaper.ReadPapersWithCode(papersWithCode), names, taggers);
        Compare("Hugging Face daily papers, ai_keywords", GoldPaper.ReadDailyPapers(dailyPapers), names, taggers);
        return 0;
    }

    private static void Compare(string title, IReadOnlyList<GoldPaper> papers, Dictionary<string, string> names, Tagger[] taggers)
    {
        var gold = papers.Select(paper => paper.Gold.Where(names.ContainsKey).Select(name => names[name]).ToHashSet()).ToList();
        var all = papers.Sum(paper => paper.Gold.Count);
        Console.WriteLine($"{title}: {papers.Count} papers, {all} names, {gold.Sum(known => known.Count)} of them in the vocabulary");
        foreach (var tagger in taggers)
        {
            var tags = papers.Select(paper => tagger.Tags(paper.Paper)).ToList();
            var right = tags.Zip(gold).Sum(pair => pair.First.Count(pair.Second.Contains));
            var given = tags.Sum(slugs => slugs.Count);
            Console.WriteLine($"  {tagger.Name,-28} {(double)given / papers.Count,6:F2} tags per paper  precision ≥ {(double)right / given,5:P1}"
                + $"   recall {(double)right / gold.Sum(known => known.Count),5:P1} of known names, {(double)right / all,5:P1} of all");
        }
    }

    private static IReadOnlyList<string> Baseline(ILookup<string, string> slugsByName, PaperLine paper)
    {
        var text = $"{paper.Title}\n{paper.Abstract}".ToLowerInvariant();
        return [.. slugsByName.Where(name => text.Contains(name.Key, StringComparison.Ordinal)).SelectMany(name => name).Distinct()];
    }

    private sealed record Tagger(string Name, Func<PaperLine, IReadOnlyList<string>> Tags);
}
