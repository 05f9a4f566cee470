namespace Papers.Ingest.Latex;

/// <summary>What backslashes and scripts mean in a formula. Each method returns the place behind what it read, or -1 where it is not certain.</summary>
internal sealed class FormulaCommands(string text, Braces braces, ProseReader prose, FormulaReader reader, FormulaLine line, FormulaDepth depth)
{
    private const int Uncertain = -1;

    public int Read(int at, int to)
    {
        if (at + 1 >= to)
        {
            return Uncertain;
        }

        if (char.IsAsciiLetter(text[at + 1]))
        {
            var end = NameEnd(at + 1, to);
            return ReadNamed(text.AsSpan(at + 1, end - at - 1), at, end, to);
        }

        var sign = text.AsSpan(at + 1, 1);
        switch (sign[0])
        {
            case ' ' or ',' or ';' or ':' or '>':
                line.SetApart();
                return at + 2;
            case '!' or '/':
                return at + 2;
            default:
                return MathSymbols.Find(sign) is { } piece ? line.Add(piece, at + 2) : Uncertain;
        }
    }

    public int ReadScript(int at, int to)
    {
        var end = at + 1;
        if (Argument(ref end, to) is not { } script)
        {
            return Uncertain;
        }

        if ((text[at] == '^' ? Scripts.Raise(script) : Scripts.Lower(script)) is not { } form)
        {
            return Uncertain;
        }

        line.Attach(form);
        return end;
    }

    private int ReadNamed(ReadOnlySpan<char> name, int at, int end, int to)
    {
        if (MathSymbols.Find(name) is { } piece)
        {
            return line.Add(piece with { IsCommand = true }, end);
        }

        if (MathSymbols.IsOperator(name))
        {
            return line.Add(new(name.ToString(), PieceKind.Operator) { IsCommand = true }, end);
        }

        if (Styles.IsOfText(name))
        {
            return ReadText(end, to);
        }

        if (Styles.IsOfFormulas(name))
        {
            return ReadStyled(name, end, to);
        }

        if (Alphabets.Has(name))
        {
            return ReadLetter(name, end, to);
        }

        if (Styles.IsSwitch(name) || name is "limits" or "nolimits" or "displaylimits")
        {
            return end;
        }

        if (Accents.FindMathAccent(name) is { } accent)
        {
            return Argument(ref end, to) is { Length: 1 } letter && Accents.Find(accent, letter[0]) is { } accented
                ? line.Add(new(accented.ToString(), PieceKind.Ordinary), end)
                : Uncertain;
        }

        return ReadStructure(name, at, end, to);
    }

    private int ReadStructure(ReadOnlySpan<char> name, int at, int end, int to)
    {
        switch (name)
        {
            case "sqrt":
                return Compound(ref end, to) is { } under ? line.AddAlone("√" + under, needsRoomBefore: false, end) : Uncertain;
            case "frac" or "tfrac" or "dfrac" or "nicefrac" or "sfrac":
                return Compound(ref end, to) is { } numerator && Compound(ref end, to) is { } denominator
                    ? line.AddAlone($"{numerator}/{denominator}", needsRoomBefore: true, end)
                    : Uncertain;
            case "left" or "right" or "middle" or "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr" or "bigm":
                return end < to && text[end] == '.' ? end + 1 : end;
            case "quad" or "qquad" or "space" or "thinspace":
                line.SetApart();
                return end;
            case "not":
                return ReadNegated(end, to);
            case "pmod":
                line.SetApart();
                return Argument(ref end, to) is { } modulus ? line.Add(new($"(mod {modulus})", PieceKind.Words), end) : Uncertain;
            case "unicode" when braces.Argument(text, end, to) is { } number
                && CodePoints.Find(name, text.AsSpan(number.From, number.To - number.From)) is { } sign:
                return line.Add(new(sign, PieceKind.Ordinary), number.End);
            case "textcolor" when braces.Argument(text, end, to) is { } color:
                return ReadText(color.End, to);
            case "href" or "url" or "textsuperscript" or "textsubscript":
                return ReadProse(at, CommandEnd(end, to), to);
            default:
                return Uncertain;
        }
    }

    private int ReadText(int end, int to) => braces.Argument(text, end, to) is { } group ? ReadProse(group.From, group.To, to) is > 0 ? group.End : Uncertain : Uncertain;

    // Words within a formula, with their own spaces at both ends.
    private int ReadProse(int from, int end, int to)
    {
        if (end <= from || end > to)
        {
            return Uncertain;
        }

        var words = prose.ReadPart(new(from, end, depth.Prose + 1, IsGroup: true));
        if (words.AsSpan().IndexOfAny("\\${}^`") >= 0)
        {
            return Uncertain;
        }

        if (text[from] == ' ')
        {
            line.SetApart();
        }

        if (words.Length > 0)
        {
            line.Add(new(words, words.Length == 1 ? PieceKind.Ordinary : PieceKind.Words), end);
        }

        if (text[end - 1] == ' ')
        {
            line.SetApart();
        }

        return end;
    }

    private int ReadStyled(ReadOnlySpan<char> name, int end, int to)
    {
        var isOperator = name is "operatorname";
        if (isOperator && end < to && text[end] == '*')
        {
            end++;
        }

        return Argument(ref end, to) is { Length: > 0 } styled
            ? line.Add(new(styled, isOperator ? PieceKind.Operator : styled.Length > 1 ? PieceKind.Words : PieceKind.Ordinary), end)
            : Uncertain;
    }

    // Alone, a letter of another alphabet is a name; within a word it is a decoration of the word.
    private int ReadLetter(ReadOnlySpan<char> name, int end, int to)
    {
        if (Argument(ref end, to) is not { Length: > 0 } letters)
        {
            return Uncertain;
        }

        if (letters.Length > 1)
        {
            return letters.AsSpan().IndexOfAnyExceptInRange('A', 'z') < 0 ? line.Add(new(letters, PieceKind.Words), end) : Uncertain;
        }

        return Alphabets.Find(name, letters[0]) is { } letter
            ? line.Add(new(letter, PieceKind.Ordinary) { WithinWord = letters }, end)
            : Uncertain;
    }

    private int ReadNegated(int end, int to)
    {
        while (end < to && text[end] == ' ')
        {
            end++;
        }

        var start = end < to && text[end] == '\\' ? end + 1 : end;
        var stop = start > end ? NameEnd(start, to) : Math.Min(end + 1, to);
        return MathSymbols.FindNegated(text.AsSpan(start, stop - start)) is { } negated
            ? line.Add(new(negated, PieceKind.Relation) { IsCommand = true }, stop)
            : Uncertain;
    }

    // What a script or a command takes: a group, a command with its own, or one character.
    private string? Argument(ref int at, int to) => ArgumentPieces(ref at, to) is { } pieces ? FormulaSpacing.Join(pieces) : null;

    private string? Compound(ref int at, int to) => ArgumentPieces(ref at, to) switch
    {
        null or [] => null,
        [{ Kind: PieceKind.Ordinary or PieceKind.Words } atom] when !atom.Text.AsSpan().ContainsAny("/ √") => atom.Text,
        var pieces => $"({FormulaSpacing.Join(pieces)})",
    };

    private List<FormulaPiece>? ArgumentPieces(ref int at, int to)
    {
        while (at < to && text[at] == ' ')
        {
            at++;
        }

        if (at >= to)
        {
            return null;
        }

        var (from, end) = (at, at + 1);
        if (text[at] == '{')
        {
            end = braces.CloseOf(at, to);
            if (end < 0)
            {
                return null;
            }

            (from, at) = (at + 1, end + 1);
        }
        else if (text[at] == '\\')
        {
            end = at = CommandEnd(NameEnd(at + 1, to), to);
        }
        else
        {
            at = end;
        }

        var pieces = new List<FormulaPiece>();
        return reader.ReadInto(pieces, from, end, depth) ? pieces : null;
    }

    private int CommandEnd(int end, int to)
    {
        var start = end;
        while (braces.Argument(text, end, to) is { } group && (end == start || text[end] == '{'))
        {
            end = group.End;
        }

        return end;
    }

    private int NameEnd(int at, int to)
    {
        var end = at;
        while (end < to && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end == at ? Math.Min(at + 1, to) : end;
    }
}
