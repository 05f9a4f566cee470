namespace Papers.Tagging.TagPapers;

/// <summary>Where the words of one text stand: UTF-16 indexes of their beginnings and ends.</summary>
public sealed class WordSpans
{
    private readonly List<(int Start, int End)> _spans = new(256);

    public int Count => _spans.Count;

    public (int Start, int End) this[int index] => _spans[index];

    public void Add(int start, int end) => _spans.Add((start, end));

    /// <summary>Finds the first word at or after <paramref name="position"/>; false where there is none. Addresses hold no words.</summary>
    public static bool FindWord(ReadOnlySpan<char> text, int position, out int start, out int end)
    {
        for (start = position; ; start = EndOfAddress(text, end))
        {
            while (start < text.Length && !TokenText.IsWordChar(text[start]))
            {
                start++;
            }

            end = start;
            while (end < text.Length && (TokenText.IsWordChar(text[end]) || JoinsLetters(text, end)))
            {
                end++;
            }

            if (end == start || !BeginsAddress(text[start..], end - start))
            {
                return end > start;
            }
        }
    }

    /// <summary>The words of a short phrase in their folded form.</summary>
    public static IReadOnlyList<string> Fold(string phrase)
    {
        Span<char> folded = stackalloc char[TokenText.LongestWord];
        var words = new List<string>();
        for (var position = 0; FindWord(phrase, position, out var start, out var end); position = end)
        {
            words.Add(new(folded[..TokenText.Fold(phrase.AsSpan(start, end - start), folded)]));
        }

        return words;
    }

    /// <summary>The words of a short phrase as they are written.</summary>
    public static IReadOnlyList<string> Words(string phrase)
    {
        var words = new List<string>();
        for (var position = 0; FindWord(phrase, position, out var start, out var end); position = end)
        {
            words.Add(phrase[start..end]);
        }

        return words;
    }

    private static bool BeginsAddress(ReadOnlySpan<char> text, int wordLength)
    {
        var after = text[wordLength..];
        return after.StartsWith("://") || after.StartsWith(".com/") || after.StartsWith(".io/") || after.StartsWith(".github.io") || text.StartsWith("www.");
    }

    private static int EndOfAddress(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('}' or ')' or '>' or '"'))
        {
            position++;
        }

        return position;
    }

    private static bool JoinsLetters(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length
        && (TokenText.IsApostrophe(text[at]) || TokenText.IsInvisible(text[at]))
        && TokenText.IsWordChar(text[at + 1]);
}
