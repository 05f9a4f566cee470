using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Evaluation.Tags;

/// <summary>Samples random tags with their paper's title and the text around their evidence, to be judged by a person.</summary>
public static class TagSample
{
    private const int Around = 70;

    public static int Print(string papers, int count, int seed)
    {
        var matcher = new TagMatcher(TagVocabulary.Load());
        var random = new Random(seed);
        var drawn = new List<(PaperLine Paper, Tag Tag)>();
        var seen = 0;
        foreach (var paper in PaperLine.Read(papers))
        {
            foreach (var tag in matcher.TagsFor(paper.Title, paper.Abstract, paper.Categories).Where(tag => tag.Kind != TagKind.Category))
            {
                // Reservoir sampling: every tag is equally likely.
                seen++;
                if (drawn.Count < count)
                {
                    drawn.Add((paper, tag));
                }
                else if (random.Next(seen) is var at && at < count)
                {
                    drawn[at] = (paper, tag);
                }
            }
        }

        foreach (var (paper, tag) in drawn)
        {
            Console.WriteLine($"[{tag.Name}] {paper.Title}");
            foreach (var evidence in tag.Evidence.Take(2).Where(evidence => evidence.Field == "abstract"))
            {
                var from = Math.Max(0, evidence.Start - Around);
                var to = Math.Min(paper.Abstract.Length, evidence.Start + evidence.Words.Length + Around);
                Console.WriteLine($"      …{paper.Abstract[from..to].ReplaceLineEndings(" ")}…");
            }
        }

        return 0;
    }
}
