namespace Papers.Ingest.Latex;

/// <summary>
/// Whether a tilde is the space that LaTeX does not break (<c>Table~3</c>, <c>models~(LLMs)</c>), or a tilde to the reader too: before a number
/// (<c>~50</c>), between two (<c>3~5</c>), in <c>x~p(x)</c>, in a path.
/// </summary>
internal static class Ties
{
    public static bool IsTie(string text, int at, ProseSpan span)
    {
        if (at == 0 || at + 1 >= text.Length)
        {
            return false;
        }

        var (before, after) = (text[at - 1], text[at + 1]);
        if (after == ' ')
        {
            return char.IsLetter(before) || before is '.' or ',' or ')' or '}';
        }

        return IsBefore(before) && IsBehind(after)
            && !((char.IsAsciiDigit(before) || before == '%') && char.IsAsciiDigit(after))
            && !(char.IsLetter(after) && IsVariable(text, at));
    }

    private static bool IsBefore(
        char c) => char.IsLetterOrDigit(c) || c is '.' or ',' or ';' or ':' or ')' or ']' or '}' or '$' or '%' or '\'' or '"' or '!' or '?';

    private static bool IsBehind(char c) => char.IsLetterOrDigit(c) || c is '\\' or '$' or '(' or '[' or '`' or '"' or '{' or '-' or '<' or '>';

    private static bool IsVariable(string text, int at) =>
        char.IsAsciiLetter(text[at - 1]) && text[at - 1] is not ('a' or 'A' or 'I') && (at == 1 || !char.IsLetterOrDigit(text[at - 2]) && text[at - 2] is not '.' and not '-');
}
