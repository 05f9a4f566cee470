using System.Text;

namespace Papers.Ingest.PlainText;

/// <summary>
/// Cleans a source's text to one line of plain text: runs of white space become one space; control characters, direction overrides, byte-order marks
/// and noncharacters are removed; half a surrogate pair becomes U+FFFD. Quotes, LaTeX and markup are kept.
/// </summary>
internal static class SourceText
{
    public static string Clean(string text) => IsClean(text) ? text : Rewrite(text);

    /// <summary>
    /// Keeps line breaks (as \n) and runs of spaces; removes the same characters as <see cref="Clean"/>, turns other white space into spaces, and trims.
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

    // Direction overrides and isolates let a title change the display of the text around it; plain marks (U+200E, U+200F) are harmless.
    private static bool IsDropped(char c) =>
        c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\uFEFF' or >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF';
}
