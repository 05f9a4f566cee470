using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>
/// Addresses within a text. They are copied as they are, but for what LaTeX needs to print a character of them (<c>\_</c>, <c>{\_}</c>,
/// <c>$\sim$</c>), which no address holds.
/// </summary>
internal static class Addresses
{
    private const int LongestGroup = 20;

    private static readonly (string Written, char Means)[] Escapes =
    [
        (@"\_", '_'), (@"\%", '%'), (@"\#", '#'), (@"\&", '&'), (@"\~{}", '~'), (@"\~", '~'), (@"\$", '$'), (@"\-", '-'), (@"$\sim$", '~'), (@"{\sim}", '~'),
        (@"{\_}", '_'), (@"{\%}", '%'), (@"{\#}", '#'), (@"{\&}", '&'), ("{~}", '~'), (@"{\~}", '~'), ("{_}", '_'), ("{-}", '-'), ("$_$", '_'), ("$-$", '-'), ("$~$", '~'), ("$.$", '.'),
        (@"\textasciitilde{}", '~'), (@"{\textasciitilde}", '~'), (@"\textunderscore{}", '_'), (@"{\textunderscore}", '_'),
    ];

    public static bool BeginAt(string text, int at, int limit)
    {
        var rest = text.AsSpan(at, limit - at);
        return IsScheme(rest) || IsWordStart(text, at) && IsHost(rest);
    }

    public static int Read(string text, int at, int limit, StringBuilder plain)
    {
        while (at < limit && !Ends(text, at, limit))
        {
            if (text[at] is '\\' or '{' or '$')
            {
                var length = ReadEscape(text.AsSpan(at, Math.Min(limit - at, LongestGroup)), plain);
                if (length == 0)
                {
                    break;
                }

                at += length;
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        return at;
    }

    private static int ReadEscape(ReadOnlySpan<char> rest, StringBuilder plain)
    {
        foreach (var (written, means) in Escapes)
        {
            if (rest.StartsWith(written))
            {
                plain.Append(means);
                return written.Length;
            }
        }

        return 0;
    }

    private static bool Ends(string text, int at, int limit) =>
        text[at] is ' ' or '}' or '<' or '>' or '"' or '`' || text[at] == '\'' && at + 1 < limit && text[at + 1] == '\'';

    private static bool IsScheme(ReadOnlySpan<char> rest) =>
        rest[0] is 'h' or 'H'
        && (rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    private static bool IsWordStart(string text, int at) =>
        char.IsAsciiLetterOrDigit(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] is not ('.' or '-' or '_' or '/' or '@'));

    // "www.host.org", "host.org/path": names with a dot between them, the last of letters alone, and a path.
    private static bool IsHost(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var (end, dot) = (0, -1);
        while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '.' or '-'))
        {
            if (rest[end] == '.')
            {
                dot = end;
            }

            end++;
        }

        return dot > 0 && end - dot > 2 && end < rest.Length && rest[end] == '/' && rest[(dot + 1)..end].IndexOfAnyExceptInRange('A', 'z') < 0;
    }
}
