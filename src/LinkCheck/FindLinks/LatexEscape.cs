namespace Papers.LinkCheck.FindLinks;

/// <summary>A LaTeX command inside a URL and the character that it stands for. Length 0: there is no command at this position.</summary>
internal readonly record struct LatexEscape(int Length, string Character)
{
    private const int LongestGroup = 32;

    private static readonly (string Command, string Character)[] s_commands =
    [
        ("textasciitilde", "~"), ("textunderscore", "_"), ("texttildelow", "~"), ("allowbreak", ""), ("linebreak", ""), ("slash", "/"), ("sim", "~"),
    ];

    public static LatexEscape At(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest[0] == '{' ? Group(rest) : Command(rest);
    }

    // "{\_}", "{-}", "{~}": a group with one character. Any other brace ends the URL.
    private static LatexEscape Group(ReadOnlySpan<char> rest)
    {
        var close = rest[..Math.Min(rest.Length, LongestGroup)].IndexOf('}');
        if (close < 2)
        {
            return default;
        }

        var inner = rest[1..close];
        if (inner.Length == 1 && inner[0] is '_' or '-' or '~' or '%' or '#' or '&')
        {
            return new(close + 1, inner.ToString());
        }

        if (inner[0] != '\\')
        {
            return default;
        }

        var escape = Command(inner);
        return escape.Length == inner.Length ? new(close + 1, escape.Character) : default;
    }

    private static LatexEscape Command(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2)
        {
            return default;
        }

        if (rest[1] is '_' or '%' or '#' or '&' or '~' or '$' or '-')
        {
            return new(WithEmptyGroup(rest, 2), rest[1].ToString());
        }

        if (rest[1] == '/') // allows a line break
        {
            return new(2, "");
        }

        foreach (var (command, character) in s_commands)
        {
            if (!rest[1..].StartsWith(command) || (rest.Length > command.Length + 1 && char.IsAsciiLetter(rest[command.Length + 1])))
            {
                continue;
            }

            return new(WithEmptyGroup(rest, command.Length + 1), character);
        }

        return default;
    }

    private static int WithEmptyGroup(ReadOnlySpan<char> rest, int length) => rest[length..].StartsWith("{}") ? length + 2 : length;
}
