using System.Globalization;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// What counts as a word, what keeps two words in one phrase, and which spellings of a word are the same. Pure; the same rules read
/// the vocabulary and the papers, so a fold that is odd English (<c>series</c> → <c>sery</c>) harms nothing.
/// </summary>
public static class TokenText
{
    /// <summary>Longer words are no words of a vocabulary; they are read to their end and match nothing.</summary>
    public const int LongestWord = 40;

    /// <summary>Letters, digits and marks. Surrogates count as letters, so that 𝐆𝐀𝐍 is one unknown word and not three gaps.</summary>
    public static bool IsWordChar(char c)
    {
        if (c < 128)
        {
            return char.IsAsciiLetterOrDigit(c);
        }

        return char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    /// <summary>Soft hyphens, zero-width characters and the byte order mark: they stand inside a word without being seen.</summary>
    public static bool IsInvisible(char c) => c is '\u00AD' or '\uFEFF' or '\u2060' or >= '\u200B' and <= '\u200D';

    /// <summary>An apostrophe between two letters belongs to the word.</summary>
    public static bool IsApostrophe(char c) => c is '\'' or '\u2019';

    /// <summary>
    /// Whether what stands between two words leaves them in one phrase: white space, with at most one hyphen or slash that follows its
    /// word directly. <c>text-to-image</c>, <c>cross-␤modal</c> and <c>image/video</c> are phrases; <c>text - image</c> and
    /// <c>text, image</c> are not.
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
    /// Writes the folded form of <paramref name="word"/> and returns its length, or 0 where the word is too long: lower case, without
    /// invisible characters and <c>'s</c>, singular, American spelling. <paramref name="folded"/> holds <see cref="LongestWord"/>.
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
