namespace Papers.Ingest.Latex;

/// <summary>What backslashes and scripts mean in a formula. Each method returns the place behind what it read, or -1 where it is not certain.</summary>
internal sealed class FormulaCommands(LatexSource source, ProseReader prose, FormulaReader reader, FormulaLine line, FormulaDepth depth)
{
    private const int Uncertain = -1;

    private readonly string _text = source.Text;
    private readonly FormulaArguments _arguments = new(source, reader, depth);

    public int Read(int at, int to)
    {
        if (at + 1 >= to)
        {
            return Uncertain;
        }

        if (char.IsAsciiLetter(_text[at + 1]))
        {
            var end = source.NameEnd(at + 1, to);
            return ReadNamed(_text.AsSpan(at + 1, end - at - 1), at, end, to);
        }

        var sign = _text.AsSpan(at + 1, 1);
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
        if (_arguments.Line(ref end, to) is not { } script)
        {
            return Uncertain;
        }

        // "5^{th}", "5$^{th}$"
        var before = line.Last ?? (at > 1 ? _text[at - 2] : ' ');
        if ((_text[at] == '^' ? Scripts.Raise(script, before) : Scripts.Lower(script)) is not { } form)
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

        if (name is "cal")
        {
            return ReadLetter("mathcal", end, to);
        }

        if (Styles.IsSwitch(name))
        {
            return source.BehindSpaces(end, to);
        }

        if (name is "limits" or "nolimits" or "displaylimits")
        {
            return end;
        }

        if (Accents.FindMathAccent(name) is { } accent)
        {
            return _arguments.Line(ref end, to) is { Length: 1 } letter && Accents.Find(accent, letter[0]) is { } accented
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
                return _arguments.Compound(ref end, to) is { } under ? line.AddAlone("√" + under, needsRoomBefore: false, end) : Uncertain;
            case "frac" or "tfrac" or "dfrac" or "nicefrac" or "sfrac":
                return _arguments.Numerator(ref end, to) is { } numerator && _arguments.Compound(ref end, to) is { } denominator
                    ? line.AddAlone($"{numerator}/{denominator}", needsRoomBefore: true, end)
                    : Uncertain;
            case "left" or "right" or "middle" or "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr" or "bigm":
                return end < to && _text[end] == '.' ? end + 1 : end;
            case "quad" or "qquad" or "space" or "thinspace":
                line.SetApart();
                return end;
            case "not":
                return ReadNegated(end, to);
            case "pmod":
                line.SetApart();
                return _arguments.Line(ref end, to) is { } modulus ? line.Add(new($"(mod {modulus})", PieceKind.Words), end) : Uncertain;
            case "unicode" when source.Argument(end, to) is { } number
                && CodePoints.Find(name, _text.AsSpan(number.From, number.To - number.From)) is { } sign:
                return line.Add(new(sign, PieceKind.Ordinary), number.End);
            case "textcolor" when source.Argument(end, to) is { } color:
                return ReadText(color.End, to);
            case "href" or "url" or "textsuperscript" or "textsubscript":
                return ReadProse(at, _arguments.BehindGroups(end, to), to);
            default:
                return Uncertain;
        }
    }

    private int ReadText(
        int end,
        int to) => source.Argument(end, to) is { } group ? ReadProse(group.From, group.To, to) is > 0 ? group.End : Uncertain : Uncertain;

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

        if (_text[from] == ' ')
        {
            line.SetApart();
        }

        if (words.Length > 0)
        {
            line.Add(new(words, words.Length == 1 ? PieceKind.Ordinary : PieceKind.Words), end);
        }

        if (_text[end - 1] == ' ')
        {
            line.SetApart();
        }

        return end;
    }

    private int ReadStyled(ReadOnlySpan<char> name, int end, int to)
    {
        var isOperator = name is "operatorname";
        if (isOperator && end < to && _text[end] == '*')
        {
            end++;
        }

        return _arguments.Line(ref end, to) is { Length: > 0 } styled
            ? line.Add(new(styled, isOperator ? PieceKind.Operator : styled.Length > 1 ? PieceKind.Words : PieceKind.Ordinary), end)
            : Uncertain;
    }

    // Alone, a letter of another alphabet is a name; within a word it is a decoration of the word.
    private int ReadLetter(ReadOnlySpan<char> name, int end, int to)
    {
        if (_arguments.Line(ref end, to) is not { Length: > 0 } letters)
        {
            return Uncertain;
        }

        if (letters.Length > 1)
        {
            return IsName(letters) ? line.Add(new(letters, PieceKind.Words), end) : Uncertain;
        }

        return Alphabets.Find(name, letters[0]) is { } letter
            ? line.Add(new(letter, PieceKind.Ordinary) { WithinWord = letters }, end)
            : Uncertain;
    }

    private static bool IsName(string letters)
    {
        foreach (var c in letters)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('&' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private int ReadNegated(int end, int to)
    {
        end = source.BehindSpaces(end, to);
        var start = end < to && _text[end] == '\\' ? end + 1 : end;
        var stop = start > end ? source.NameEnd(start, to) : Math.Min(end + 1, to);
        return MathSymbols.FindNegated(_text.AsSpan(start, stop - start)) is { } negated
            ? line.Add(new(negated, PieceKind.Relation) { IsCommand = true }, stop)
            : Uncertain;
    }
}
