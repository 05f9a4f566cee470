using System.Text;

namespace Papers.Ingest.PlainText;

/// <summary>
/// A source's text as plain text, on one line: runs of white space and line breaks become one space; NUL, control characters, marks that turn
/// the direction of what follows, byte-order marks and noncharacters go; half a surrogate pair becomes U+FFFD. Quotes, LaTeX and markup
/// stay as they are.
/// </summary>
internal static class SourceText
{
    public static string Clean(string text) => IsClean(text) ? text : Rewrite(text);

    /// <summary>
    /// A source's text letter by letter, with its line breaks (as \n) and its runs of spaces: only what <see cref="Clean"/> drops goes, other white space
    /// becomes a space, and what stands at the ends is cut.
    /// </summary>
    public static string CleanKeepingLines(string text)
    {
        if (IsClean(text))
        {
            return text;
        }

        var own = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\v' or '\f' or '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                own.Append('\n');
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (char.IsWhiteSpace(c))
            {
                own.Append(' ');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                own.Append(c).Append(text[++i]);
            }
            else if (!char.IsControl(c) && !IsDropped(c))
            {
                own.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
            }
        }

        return own.ToString().Trim();
    }

    private static bool IsClean(string text)
    {
        var afterSpace = true;
        foreach (var c in text)
        {
            if (c == ' ')
            {
                if (afterSpace)
                {
                    return false;
                }

                afterSpace = true;
                continue;
            }

            if (c <= 0x1F || c >= 0x7F && !IsPlain(c))
            {
                return false;
            }

            afterSpace = false;
        }

        return !afterSpace || text.Length == 0;
    }

    private static bool IsPlain(char c) => c > 0xA0 && !char.IsWhiteSpace(c) && !char.IsSurrogate(c) && !IsDropped(c);

    private static string Rewrite(string text)
    {
        var clean = new StringBuilder(text.Length);
        var spaceIsDue = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                spaceIsDue = clean.Length > 0;
                continue;
            }

            if (char.IsControl(c) || IsDropped(c))
            {
                continue;
            }

            if (spaceIsDue)
            {
                clean.Append(' ');
                spaceIsDue = false;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else
            {
                clean.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
            }
        }

        return clean.ToString();
    }

    // Marks that override or isolate direction let a title rewrite the text around it; the plain ones (U+200E, U+200F) stay.
    private static bool IsDropped(char c) =>
        c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\uFEFF' or >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF';
}
