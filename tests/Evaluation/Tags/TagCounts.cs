using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Evaluation.Tags;

/// <summary>The number of papers per tag, the number of tags per paper, and the speed on one core.</summary>
public static class TagCounts
{
    public static int Print(string papers)
    {
        var matcher = new TagMatcher(TagVocabulary.Load());
        var lines = PaperLine.Read(papers).ToList();
        var counts = new Dictionary<(TagKind Kind, string Name), int>();
        var perPaper = new int[TagLimits.Tags + 1];
        foreach (var paper in lines.Take(2_000))
        {
            // Warm-up: the time below must not include JIT compilation.
            matcher.TagsFor(paper.Title, paper.Abstract, paper.Categories);
        }

        var before = Environment.CpuUsage.TotalTime;
        var tagged = lines.ConvertAll(paper => matcher.TagsFor(paper.Title, paper.Abstract, paper.Categories));
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        foreach (var tags in tagged)
        {
            perPaper[tags.Count(tag => tag.Kind != TagKind.Category)]++;
            foreach (var tag in tags)
            {
                counts[(tag.Kind, tag.Name)] = counts.GetValueOrDefault((tag.Kind, tag.Name)) + 1;
            }
        }

        foreach (var ((kind, name), count) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            Console.WriteLine($"{count,8} {kind,-8} {name}");
        }

        Console.WriteLine($"papers by number of tasks and methods: {string.Join(' ', perPaper.Select((papers, tags) => $"{tags}:{papers}"))}");
        Console.WriteLine($"{lines.Count} papers in {seconds:F2} s of processor time, {lines.Count / seconds:F0} per second and core");
        return 0;
    }
}
