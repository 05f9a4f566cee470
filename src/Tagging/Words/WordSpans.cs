namespace Papers.Tagging.Words;

/// <summary>The positions of the words of one text, as UTF-16 indexes of their starts and ends.</summary>
public sealed class WordSpans
{
    private readonly List<(int Start, int End)> _spans = new(256);

    public int Count => _spans.Count;

    public (int Start, int End) this[int index] => _spans[index];

    public void Add(int start, int end) => _spans.Add((start, end));

    /// <summary>Finds the first word at or after <paramref name="position"/>; false where there is none. URLs are skipped.</summary>
    public static bool FindWord(ReadOnlySpan<char> text, int position, out int start, out int end)
    {
        for (start = position; ; start = EndOfUrl(text, end))
        {
            while (start < text.Length && !WordRules.IsWordChar(text[start]))
            {
                start++;
            }

            end = start;
            while (end < text.Length && (WordRules.IsWordChar(text[end]) || JoinsLetters(text, end)))
            {
                end++;
            }

            if (end == start || !BeginsUrl(text[start..], end - start))
            {
                return end > start;
            }
        }
    }

    /// <summary>The words of a short phrase in their folded form.</summary>
    public static IReadOnlyList<string> Fold(string phrase)
    {
        Span<char> folded = stackalloc char[WordRules.LongestWord];
        var words = new List<string>();
        for (var position = 0; FindWord(phrase, position, out var start, out var end); position = end)
        {
            words.Add(new(folded[..WordRules.Fold(phrase.AsSpan(start, end - start), folded)]));
        }

        return words;
    }

    /// <summary>The words of a short phrase as written.</summary>
    public static IReadOnlyList<string> Words(string phrase)
    {
        var words = new List<string>();
        for (var position = 0; FindWord(phrase, position, out var start, out var end); position = end)
        {
            words.Add(phrase[start..end]);
        }

        return words;
    }

    private static bool BeginsUrl(ReadOnlySpan<char> text, int wordLength)
    {
        var after = text[wordLength..];
        return after.StartsWith("://") || after.StartsWith(".com/") || after.StartsWith(".io/") || after.StartsWith(".github.io") || text.StartsWith("www.");
    }

    private static int EndOfUrl(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('}' or ')' or '>' or '"'))
        {
            position++;
        }

        return position;
    }

    private static bool JoinsLetters(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length
        && (WordRules.IsApostrophe(text[at]) || WordRules.IsInvisible(text[at]))
        && WordRules.IsWordChar(text[at + 1]);
}
