using Papers.Ingest.Latex;

namespace Papers.Evaluation.Latex;

/// <summary>Random texts that are changed, before and after.</summary>
public static class LatexSample
{
    public static int Print(string papers, int count, int seed)
    {
        var changed = LatexTexts.Read(papers)
            .Select(text => (Source: text, Read: ReadableText.Of(text)))
            .Where(pair => !ReferenceEquals(pair.Source, pair.Read))
            .ToArray();
        new Random(seed).Shuffle(changed);
        foreach (var (source, read) in changed.Take(count))
        {
            Console.WriteLine($"< {source.ReplaceLineEndings(" ")}\n> {read}\n");
        }

        return 0;
    }
}
