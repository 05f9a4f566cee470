using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>How many words two texts share, as a part of the shorter one, from 0 to 1. Short words are in every text and do not count.</summary>
internal static class SharedWords
{
    /// <summary>A revised abstract keeps far more; abstracts of two papers share a few general words.</summary>
    public const double LeastOfOnePaper = 0.3;

    private const int ShortestWord = 5;

    public static double Of(string one, string other)
    {
        var (words, others) = (WordsOf(one), WordsOf(other));
        var shorter = Math.Min(words.Count, others.Count);
        return shorter == 0 ? 1 : (double)words.Count(others.Contains) / shorter;
    }

    private static HashSet<string> WordsOf(string text) =>
        text.Split([' ', '\n', '\t', '-', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Select(TitleKey.Normalise)
            .Where(word => word.Length >= ShortestWord)
            .ToHashSet(StringComparer.Ordinal);
}
