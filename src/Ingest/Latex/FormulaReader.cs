namespace Papers.Ingest.Latex;

/// <summary>
/// Reads a formula as one line of Unicode, or not at all: every part of it must have a form there, and its nesting an end in sight.
/// </summary>
internal sealed class FormulaReader(LatexSource source, ProseReader prose)
{
    private const int MostDepth = 8;
    private const string Relations = "=<>*/≤≥≈→←↔×±∈·÷≠≡⊂⊆∪∩∧∨⊕⊗≪≫⇒⇔∝";

    private readonly string _text = source.Text;

    /// <summary>Null where any part is not certain.</summary>
    public string? Read(int from, int to, int depth)
    {
        var pieces = new List<FormulaPiece>();
        if (!ReadInto(pieces, from, to, new(depth)))
        {
            return null;
        }

        return FormulaSpacing.Join(pieces) is { Length: > 0 } line ? line : null;
    }

    /// <summary>The pieces of a part of the formula; false where one is not certain.</summary>
    public bool ReadInto(List<FormulaPiece> pieces, int from, int to, FormulaDepth depth)
    {
        if (depth.Formula > MostDepth)
        {
            return false;
        }

        var line = new FormulaLine(pieces);
        var commands = new FormulaCommands(source, prose, this, line, depth.Deeper);
        for (var at = from; at < to;)
        {
            at = ReadNext(at, to, line, commands, depth);
            if (at < 0)
            {
                return false;
            }
        }

        return line.End();
    }

    private int ReadNext(int at, int to, FormulaLine line, FormulaCommands commands, FormulaDepth depth)
    {
        var c = _text[at];
        switch (c)
        {
            case ' ':
                line.Space();
                return at + 1;
            case '~':
                line.SetApart();
                return at + 1;
            case '\\':
                return commands.Read(at, to);
            case '^' or '_':
                return commands.ReadScript(at, to);
            case '{':
                return ReadGroup(at, to, line, depth);
            case '\'':
                line.Attach("′");
                return at + 1;
            case '(' or '[':
                return line.Add(new(c.ToString(), PieceKind.Open), at + 1);
            case ')' or ']':
                return line.Add(new(c.ToString(), PieceKind.Close), at + 1);
            case ':' when at + 1 < to && _text[at + 1] == '/':
                return -1; // an address
            case ',' or ';' or ':':
                return line.Add(new(c.ToString(), PieceKind.Comma), at + 1);
            case '+' or '-' or '∼' or '−':
                return line.Add(new(c.ToString(), PieceKind.Sign), at + 1);
            case '}' or '$' or '#' or '&' or '"' or '`':
                return -1;
        }

        if (Relations.Contains(c))
        {
            return line.Add(new(c.ToString(), PieceKind.Relation), at + 1);
        }

        var length = char.IsHighSurrogate(c) && at + 1 < to ? 2 : NumberLength(at, to);
        return line.Add(new(_text.Substring(at, length), PieceKind.Ordinary), at + length);
    }

    private int ReadGroup(int at, int to, FormulaLine line, FormulaDepth depth)
    {
        if (source.CloseOf(at, to) is not (> 0 and var close))
        {
            return -1;
        }

        var inside = new List<FormulaPiece>();
        if (!ReadInto(inside, at + 1, close, depth.Deeper))
        {
            return -1;
        }

        line.AddAll(inside);
        return close + 1;
    }

    // "0.35" is one number; the full stop behind a number ends a sentence.
    private int NumberLength(int at, int to)
    {
        var end = at;
        while (end < to && (char.IsAsciiDigit(_text[end]) || _text[end] == '.' && end > at && end + 1 < to && char.IsAsciiDigit(_text[end + 1])))
        {
            end++;
        }

        return Math.Max(end - at, 1);
    }
}
