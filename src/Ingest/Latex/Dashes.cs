using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>Two hyphens are a short dash, three a long one, where they stand as a dash does: not an arrow, an option or code.</summary>
internal static class Dashes
{
    public static int Read(string text, int at, ProseSpan span, StringBuilder plain)
    {
        var end = at;
        while (end < span.To && text[end] == '-')
        {
            end++;
        }

        if (end - at is 2 or 3 && IsDash(at > 0 ? text[at - 1] : '\0', end < text.Length ? text[end] : '\0'))
        {
            plain.Append(end - at == 2 ? '–' : '—');
        }
        else
        {
            plain.Append(text, at, end - at);
        }

        return end;
    }

    // " --option" has its space on one side alone; a dash may have one only behind it.
    private static bool IsDash(char before, char after) =>
        before is not ('\0' or '<' or '>' or '!' or '|' or '+' or '=' or '\\' or '/' or '*') && after is not ('\0' or '<' or '>' or '|' or '+' or '=' or ',' or ';' or ')' or '.' or '\'')
        && (before != ' ' || after == ' ');
}
