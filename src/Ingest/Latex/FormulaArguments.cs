namespace Papers.Ingest.Latex;

/// <summary>What a script or a command of a formula takes: a group, a command with its own arguments, or one character. Null where it is not certain.</summary>
internal sealed class FormulaArguments(LatexSource source, FormulaReader reader, FormulaDepth depth)
{
    public string? Line(ref int at, int to) => Pieces(ref at, to) is { } pieces ? FormulaSpacing.Join(pieces) : null;

    /// <summary>In parentheses where it would fall apart beside a stroke or a root.</summary>
    public string? Compound(ref int at, int to) => Pieces(ref at, to) is not { Count: > 0 } pieces ? null
        : pieces.Count == 1 && IsFactor(pieces[0]) ? pieces[0].Text
        : $"({FormulaSpacing.Join(pieces)})";

    /// <summary>A product before a stroke is divided as a whole; one behind it would not be.</summary>
    public string? Numerator(ref int at, int to) => Pieces(ref at, to) is not { Count: > 0 } pieces ? null
        : pieces.TrueForAll(IsFactor) ? FormulaSpacing.Join(pieces)
        : $"({FormulaSpacing.Join(pieces)})";

    /// <summary>The place behind the arguments in braces that follow a command's name directly.</summary>
    public int BehindGroups(int end, int to)
    {
        var start = end;
        while (source.Argument(end, to) is { } group && (end == start || source.Text[end] == '{'))
        {
            end = group.End;
        }

        return end;
    }

    private static bool IsFactor(FormulaPiece piece) =>
        piece.Kind is PieceKind.Ordinary or PieceKind.Words && !piece.Text.AsSpan().ContainsAny("/ √!…|%");

    private List<FormulaPiece>? Pieces(ref int at, int to)
    {
        at = source.BehindSwitches(source.BehindSpaces(at, to), to);
        if (at >= to)
        {
            return null;
        }

        var (from, end) = (at, at + 1);
        if (source.Text[at] == '{')
        {
            end = source.CloseOf(at, to);
            if (end < 0)
            {
                return null;
            }

            (from, at) = (at + 1, end + 1);
        }
        else
        {
            if (source.Text[at] == '\\')
            {
                end = BehindGroups(Math.Max(source.NameEnd(at + 1, to), Math.Min(at + 2, to)), to);
            }

            at = end;
        }

        var pieces = new List<FormulaPiece>();
        return reader.ReadInto(pieces, from, end, depth) ? pieces : null;
    }
}
