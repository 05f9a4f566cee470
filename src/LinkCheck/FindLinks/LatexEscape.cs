namespace Papers.LinkCheck.FindLinks;

/// <summary>What LaTeX writes inside an address where the address has a plain character; a length of 0 is no such thing.</summary>
internal readonly record struct LatexEscape(int Length, string Means)
{
    private const int LongestGroup = 32;

    private static readonly (string Command, string Means)[] Commands =
    [
        ("textasciitilde", "~"), ("textunderscore", "_"), ("texttildelow", "~"), ("allowbreak", ""), ("linebreak", ""), ("slash", "/"), ("sim", "~"),
    ];

    public static LatexEscape At(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest[0] == '{' ? Group(rest) : Command(rest);
    }

    // "{\_}", "{-}", "{~}": a group around one character. Any other brace ends the address.
    private static LatexEscape Group(ReadOnlySpan<char> rest)
    {
        var close = rest[..Math.Min(rest.Length, LongestGroup)].IndexOf('}');
        if (close < 2)
            return default;
        var inner = rest[1..close];
        if (inner.Length == 1 && inner[0] is '_' or '-' or '~' or '%' or '#' or '&')
            return new(close + 1, inner.ToString());
        if (inner[0] != '\\')
            return default;
        var escape = Command(inner);
        return escape.Length == inner.Length ? new(close + 1, escape.Means) : default;
    }

    private static LatexEscape Command(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2)
            return default;
        if (rest[1] is '_' or '%' or '#' or '&' or '~' or '$' or '-')
            return new(WithEmptyGroup(rest, 2), rest[1].ToString());
        if (rest[1] == '/') // a place to break the line
            return new(2, "");
        foreach (var (command, means) in Commands)
        {
            if (!rest[1..].StartsWith(command) || (rest.Length > command.Length + 1 && char.IsAsciiLetter(rest[command.Length + 1])))
                continue;
            return new(WithEmptyGroup(rest, command.Length + 1), means);
        }

        return default;
    }

    private static int WithEmptyGroup(ReadOnlySpan<char> rest, int length) => rest[length..].StartsWith("{}") ? length + 2 : length;
}
