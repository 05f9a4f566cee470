using System.Text;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// The text of one URL from its host on, without the LaTeX, markdown and punctuation in and around it: <c>\_</c> is an underscore,
/// <c>$\sim$</c> a tilde; a <c>}</c>, a <c>]</c> or an unbalanced <c>)</c> ends the URL; a full stop at the end belongs to the sentence.
/// Balanced parentheses are kept.
/// </summary>
internal readonly record struct LinkToken(string Text, int End)
{
    /// <summary>Servers accept no longer URLs.</summary>
    public const int MaxLength = 2048;

    public static LinkToken Read(string text, int start)
    {
        var read = new StringBuilder();
        var depth = 0;
        var at = start + IPv6Length(text.AsSpan(start));
        read.Append(text, start, at - start);
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '\\' or '{')
            {
                var escape = LatexEscape.At(text, at);
                if (escape.Length == 0)
                {
                    break;
                }

                read.Append(escape.Character);
                at += escape.Length;
                continue;
            }

            if (Ends(c) || IsNextLink(text, at, read) || IsOtherScript(c, read))
            {
                break;
            }

            if (c == ')' && depth-- == 0)
            {
                break;
            }

            if (c == '(')
            {
                depth++;
            }

            if (!IsInvisible(c) && c != '$') // '$' delimits a LaTeX formula: "github$.$com", "$\sim$name"
            {
                read.Append(c);
            }

            at++;
        }

        var length = TrimmedLength(read.ToString());
        return new(length > MaxLength ? "" : read.ToString(0, length), at);
    }

    // Brackets are allowed only around an IPv6 address as the host.
    private static int IPv6Length(ReadOnlySpan<char> text)
    {
        var close = text.Length > 0 && text[0] == '[' ? text[..Math.Min(text.Length, 48)].IndexOf(']') : -1;
        return close > 0 && text[1..close].IndexOfAnyExcept("0123456789abcdefABCDEF:.") < 0 ? close + 1 : 0;
    }

    private static bool Ends(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c)
        || c is '<' or '>' or '"' or '`' or '|' or '^' or '}' or '[' or ']' or '\u00ab' or '\u00bb' or '\u2026'
        || c is >= '\u2013' and <= '\u201f'  // dashes between words, quotation marks
        || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') // change the text direction
        || c is (>= '\u3000' and <= '\u303f') or (>= '\uff00' and <= '\uff65'); // punctuation of East Asian scripts

    private static bool IsInvisible(char c) => c is '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' or '\u00ad';

    // "…/onehttps://…", "…/one,https://…", "…/one;www.…"; but the URL of an archive contains another: "…/web/2024/https://…".
    private static bool IsNextLink(string text, int at, StringBuilder read)
    {
        var rest = text.AsSpan(at);
        if (rest[0] is ',' or ';')
        {
            return IsLinkStart(rest[1..]) || rest[1..].StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        }

        return rest[0] is 'h' or 'H' && read.Length > 0 && read[^1] is not ('/' or '=' or '?' or ':' or '&') && IsLinkStart(rest);
    }

    private static bool IsLinkStart(ReadOnlySpan<char> rest) =>
        rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // Chinese, Japanese and Korean have no space after a URL; inside a URL, their characters follow a delimiter or each other.
    private static bool IsOtherScript(char c, StringBuilder read) =>
        c is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\uac00' and <= '\ud7af')
        && read.Length > 0 && char.IsAsciiLetterOrDigit(read[^1]);

    private static int TrimmedLength(string read)
    {
        var length = UnclosedParenthesis(read);
        while (length > 0)
        {
            if (read[length - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*')
            {
                length--;
            }
            else if (length > 2 && read[length - 1] == 's' && read[length - 2] == '\'')
            {
                length -= 2;
            }
            else
            {
                break;
            }
        }

        return length;
    }

    // The first parenthesis that is never closed: "…/repo(accessed".
    private static int UnclosedParenthesis(string read)
    {
        var closed = 0;
        var first = read.Length;
        for (var i = read.Length - 1; i >= 0; i--)
        {
            if (read[i] == ')')
            {
                closed++;
            }
            else if (read[i] == '(' && closed-- == 0)
            {
                closed = 0;
                first = i;
            }
        }

        return first;
    }
}
