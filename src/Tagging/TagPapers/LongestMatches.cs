namespace Papers.Tagging.TagPapers;

/// <summary>Chooses among overlapping matches: the longer phrase first; of equal lengths, the leftmost.</summary>
internal static class LongestMatches
{
    /// <summary>
    /// The chosen matches in text order; no two of them share a word. <paramref name="matches"/> come from <see cref="PhraseAutomaton"/>,
    /// ordered by where they end; <paramref name="wordCount"/> is the number of words in the text.
    /// </summary>
    public static IReadOnlyList<PhraseMatch> Choose(IReadOnlyList<PhraseMatch> matches, int wordCount)
    {
        if (matches.Count < 2)
        {
            return matches;
        }

        var taken = new bool[wordCount];
        var chosen = new List<PhraseMatch>(matches.Count);
        for (var length = matches.Max(match => match.Length); length > 0; length--)
        {
            foreach (var match in matches)
            {
                if (match.Length == length && !Overlaps(match, taken))
                {
                    taken.AsSpan(match.First, length).Fill(true);
                    chosen.Add(match);
                }
            }
        }

        chosen.Sort((left, right) => left.First.CompareTo(right.First));
        return chosen;
    }

    // Matches taken earlier are at least as long, so none lies strictly inside this one: checking both ends is enough.
    private static bool Overlaps(PhraseMatch match, bool[] taken) => taken[match.First] || taken[match.Last];
}
