namespace Papers.Ingest.Latex;

/// <summary>Which brace closes which, found once for a whole text; an escaped brace is a character.</summary>
internal sealed class Braces
{
    private readonly int[]? _closes;

    public Braces(string text)
    {
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
    public LatexGroup? Argument(string text, int at, int limit)
    {
        while (at < limit && text[at] == ' ')
        {
            at++;
        }

        return at < limit && text[at] == '{' && CloseOf(at, limit) is > 0 and var close ? new(at + 1, close) : null;
    }
}

/// <summary>What stands between two braces.</summary>
internal readonly record struct LatexGroup(int From, int To)
{
    /// <summary>The place behind the closing brace.</summary>
    public int End => To + 1;
}
