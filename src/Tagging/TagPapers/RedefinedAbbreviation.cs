using Papers.Tagging.Words;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// Recognizes an abbreviation that a paper defines otherwise than the vocabulary: <c>Spoken Language Models (SLMs)</c>, where the vocabulary
/// has SLM as a small language model. It then has the paper's meaning in the whole paper.
/// </summary>
internal static class RedefinedAbbreviation
{
    /// <summary>
    /// Whether the word at <paramref name="index"/> stands alone in parentheses and the initials of the words before it spell it. Whether
    /// those words are the vocabulary's own is for the caller to check.
    /// </summary>
    public static bool IsDefinedAt(ReadOnlySpan<char> text, WordSpans spans, int index)
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
