using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Evaluation.Tags;

/// <summary>For every tag its frequency and examples of its evidence, to review the whole vocabulary.</summary>
public static class TagExamples
{
    private const int Around = 40;

    public static int Print(string papers, int each)
    {
        var matcher = new TagMatcher(TagVocabulary.Load());
        var examples = new SortedDictionary<string, (int Count, List<string> Words)>(StringComparer.Ordinal);
        var random = new Random(1);
        foreach (var paper in PaperLine.Read(papers))
        {
            foreach (var tag in matcher.TagsFor(paper.Title, paper.Abstract, paper.Categories).Where(tag => tag.Kind != TagKind.Category))
            {
                var (count, words) = examples.TryGetValue(tag.Name, out var held) ? held : (0, []);
                var context = Context(paper, tag.Evidence[0]);
                if (words.Count < each)
                {
                    words.Add(context);
                }
                else if (random.Next(count + 1) is var at && at < each)
                {
                    words[at] = context;
                }

                examples[tag.Name] = (count + 1, words);
            }
        }

        foreach (var (name, (count, words)) in examples)
        {
            Console.WriteLine($"{count,6} {name}: {string.Join(" ¦ ", words)}");
        }

        return 0;
    }

    private static string Context(PaperLine paper, TagEvidence evidence)
    {
        if (evidence.Field == "title")
        {
            return $"T: {paper.Title}";
        }

        var from = Math.Max(0, evidence.Start - Around);
        return paper.Abstract[from..Math.Min(paper.Abstract.Length, evidence.Start + evidence.Words.Length + Around)].ReplaceLineEndings(" ");
    }
}
