using System.Globalization;

namespace Papers.Tagging.Words;

/// <summary>
/// What counts as a word, what joins two words to a phrase, and which spellings of a word are equal. The same rules apply to the vocabulary
/// and to the papers, so a fold that is no English word (<c>series</c> → <c>sery</c>) does no harm.
/// </summary>
internal static class WordRules
{
    /// <summary>In UTF-16 units. A longer word matches nothing.</summary>
    public const int LongestWord = 40;

    /// <summary>Letters, digits and marks. Surrogates count as letters: 𝐆𝐀𝐍 is one unknown word, not three gaps.</summary>
    public static bool IsWordChar(char c)
    {
        if (c < 128)
        {
            return char.IsAsciiLetterOrDigit(c);
        }

        return char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    /// <summary>Soft hyphens, zero-width characters and the byte order mark, which may stand inside a word.</summary>
    public static bool IsInvisible(char c) => c is '\u00AD' or '\uFEFF' or '\u2060' or >= '\u200B' and <= '\u200D';

    /// <summary>An apostrophe between two letters belongs to the word.</summary>
    public static bool IsApostrophe(char c) => c is '\'' or '\u2019';

    /// <summary>
    /// Whether the gap between two words keeps them in one phrase: white space, with at most one hyphen or slash directly after the first
    /// word. <c>text-to-image</c>, <c>cross-␤modal</c> and <c>image/video</c> are phrases; <c>text - image</c> and <c>text, image</c> are not.
    /// </summary>
    public static bool JoinsWords(ReadOnlySpan<char> gap)
    {
        if (gap.IsEmpty)
        {
            return false;
        }

        foreach (var c in IsJoiner(gap[0]) ? gap[1..] : gap)
        {
            if (!char.IsWhiteSpace(c) && c != '~' && !IsInvisible(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Writes the folded form of <paramref name="word"/>: lower case, without invisible characters and <c>'s</c>, singular, American spelling.
    /// Returns its length, or 0 where the word is too long. <paramref name="folded"/> must hold <see cref="LongestWord"/> characters.
    /// </summary>
    public static int Fold(ReadOnlySpan<char> word, Span<char> folded)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (IsInvisible(c))
            {
                continue;
            }

            if (length == LongestWord)
            {
                return 0;
            }

            folded[length++] = c < 128 ? (char)(c is >= 'A' and <= 'Z' ? c | 0x20 : c) : c == '\u2019' ? '\'' : char.ToLowerInvariant(c);
        }

        return WordFold.Fold(folded, length);
    }

    private static bool IsJoiner(char c) => c is '-' or '/' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2212';
}
