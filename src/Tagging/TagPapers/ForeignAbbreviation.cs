namespace Papers.Tagging.TagPapers;

/// <summary>
/// Tells whether a paper introduces an abbreviation for other words than those known: <c>Spoken Language Models (SLMs)</c> where SLM is
/// known as a small language model. Then it stands for those words in the whole paper.
/// </summary>
public static class ForeignAbbreviation
{
    /// <summary>
    /// Whether the word at <paramref name="index"/> stands alone in parentheses and the words before them begin with its letters. Whether
    /// those words are the known ones, the caller tells.
    /// </summary>
    public static bool IsIntroduced(ReadOnlySpan<char> text, WordSpans spans, int index)
    {
        var (start, end) = spans[index];
        if (start == 0 || text[start - 1] != '(' || end == text.Length || text[end] is not (')' or ',' or ';'))
        {
            return false;
        }

        var letters = text[start..end].TrimEnd('s');
        if (letters.Length < 2 || letters.Length > index)
        {
            return false;
        }

        for (var i = 0; i < letters.Length; i++)
        {
            if (char.ToUpperInvariant(text[spans[index - letters.Length + i].Start]) != char.ToUpperInvariant(letters[i]))
            {
                return false;
            }
        }

        return true;
    }
}
