namespace Papers.Tagging.TagPapers;

/// <summary>Chooses among matches that overlap: a longer phrase before a shorter one, then the one further left.</summary>
public static class LongestMatches
{
    /// <summary>
    /// Those that are left, in the text's order, no two of which share a word. <paramref name="matches"/> are as a
    /// <see cref="PhraseAutomaton"/> gives them, in the order in which they end; <paramref name="wordCount"/> is that of the text.
    /// </summary>
    public static IReadOnlyList<PhraseMatch> Of(IReadOnlyList<PhraseMatch> matches, int wordCount)
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

    // Whatever was taken before is at least as long, so it cannot lie strictly inside: its ends tell.
    private static bool Overlaps(PhraseMatch match, bool[] taken) => taken[match.First] || taken[match.Last];
}
