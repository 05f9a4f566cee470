namespace Papers.Ingest.Latex;

/// <summary>A text with LaTeX in it, and where its names and groups end. Which brace closes which is found once; an escaped brace is a character.</summary>
internal sealed class LatexSource
{
    private readonly int[]? _closes;

    public LatexSource(string text)
    {
        Text = text;
        if (!text.Contains('{'))
        {
            return;
        }

        _closes = new int[text.Length];
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    open.Push(i);
                    break;
                case '}' when open.TryPop(out var opened):
                    _closes[opened] = i;
                    break;
            }
        }
    }

    public string Text { get; }

    /// <summary>The closing brace's place, or -1 where none opens at this place or nothing closes it before the limit.</summary>
    public int CloseOf(int open, int limit)
    {
        if (_closes is null || open >= limit)
        {
            return -1;
        }

        var close = _closes[open];
        return close > open && close < limit ? close : -1;
    }

    /// <summary>The argument in braces that begins at or, after spaces, behind this place.</summary>
    public LatexGroup? Argument(int at, int limit)
    {
        at = BehindSpaces(at, limit);
        return at < limit && Text[at] == '{' && CloseOf(at, limit) is > 0 and var close ? new(at + 1, close) : null;
    }

    /// <summary>The name of a command that begins with a letter at this place.</summary>
    public ReadOnlySpan<char> Name(int at, int limit) => Text.AsSpan(at, NameEnd(at, limit) - at);

    public int NameEnd(int at, int limit)
    {
        while (at < limit && char.IsAsciiLetter(Text[at]))
        {
            at++;
        }

        return at;
    }

    public int BehindSpaces(int at, int limit)
    {
        while (at < limit && Text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>Behind the <c>{}</c> by which authors end a command's name.</summary>
    public int BehindEmptyGroup(int at, int limit) => at + 1 < limit && Text[at] == '{' && Text[at + 1] == '}' ? at + 2 : at;

    /// <summary>Behind commands that only change how the rest of a group looks (<c>{\bf …}</c>), and the spaces that end their names.</summary>
    public int BehindSwitches(int at, int limit)
    {
        while (at + 1 < limit && Text[at] == '\\')
        {
            var end = NameEnd(at + 1, limit);
            if (Text.AsSpan(at + 1, end - at - 1) is "color" && Argument(end, limit) is { } color)
            {
                end = color.End;
            }
            else if (!Styles.IsSwitch(Text.AsSpan(at + 1, end - at - 1)))
            {
                break;
            }

            at = BehindSpaces(end, limit);
        }

        return at;
    }
}

/// <summary>What stands between two braces.</summary>
internal readonly record struct LatexGroup(int From, int To)
{
    /// <summary>The place behind the closing brace.</summary>
    public int End => To + 1;
}
