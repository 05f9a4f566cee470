using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>What a backslash begins in prose. A command that is not known is left with its backslash.</summary>
internal sealed class CommandReader(LatexSource source, ProseReader prose)
{
    private readonly string _text = source.Text;
    private readonly AccentReader _accents = new(source);
    private readonly LinkReader _links = new(source, prose);

    public int Read(int at, ProseSpan span, StringBuilder plain)
    {
        if (at + 1 >= span.To)
        {
            plain.Append('\\');
            return at + 1;
        }

        if (char.IsAsciiLetter(_text[at + 1]))
        {
            var end = source.NameEnd(at + 1, span.To);
            var read = ReadNamed(_text.AsSpan(at + 1, end - at - 1), at, end, span, plain);
            if (read > 0)
            {
                return read;
            }

            // An unknown command keeps its argument in braces, or the two would run together.
            end = prose.BracesProtect && source.Argument(end, span.To) is { } argument && argument.From == end + 1 ? argument.End : end;
            plain.Append(_text, at, end - at);
            return end;
        }

        return ReadSign(at, span, plain);
    }

    private int ReadSign(int at, ProseSpan span, StringBuilder plain)
    {
        var c = _text[at + 1];
        var next = at + 2 < span.To ? _text[at + 2] : ' ';
        switch (c)
        {
            case '%' or '&' or '_' or '#' or '$' or '{' or '}':
                plain.Append(c);
                return at + 2;
            case ' ' or ',':
                ProseReader.AppendSpace(plain);
                return at + 2;
            case '(' or '[' when FormulaTo(at, span.To, c == '(' ? @"\)" : @"\]") is { } formula:
                return prose.ReadFormula(formula, span.Depth, plain);
            case '@' when at > 0 && _text[at - 1] == '.':
                return at + 2;
            case '@' when char.IsAsciiDigit(next):
                plain.Append('@');
                return at + 2;
            case '/' when at > 0 && char.IsLetter(_text[at - 1]) && !char.IsLetterOrDigit(next) && next != '/':
                return at + 2;
            case '\\' when next == ' ' || prose.BracesProtect:
                ProseReader.AppendSpace(plain);
                return at + 2;
            case '\\':
                plain.Append(@"\\");
                return at + 2;
        }

        if (Accents.IsSign(c) && _accents.ReadSign(at, span, plain) is > 0 and var end)
        {
            return end;
        }

        plain.Append('\\');
        return at + 1;
    }

    private FormulaSpan? FormulaTo(int at, int limit, string closing)
    {
        // The next delimiter of either kind ends the search, so that many without an end cost no more than one.
        for (var i = at + 2; i + 1 < limit; i++)
        {
            if (_text[i] != '\\')
            {
                continue;
            }

            if (_text[i + 1] == closing[1])
            {
                return i == at + 2 ? null : new(at, at + 2, i, i + 2) { IsDisplayed = closing[1] == ']' };
            }

            if (_text[i + 1] is '(' or '[')
            {
                return null;
            }

            i++;
        }

        return null;
    }

    // The place behind the command, or 0 where it is not known here.
    private int ReadNamed(ReadOnlySpan<char> name, int at, int end, ProseSpan span, StringBuilder plain)
    {
        if (name.Length == 1 && _accents.ReadLetter(at, span, plain) is > 0 and var accented)
        {
            return accented;
        }

        if (TextSymbols.FindLetter(name) is { } letter)
        {
            if (name is "i" or "j" && !span.IsGroup || end < span.To && _text[end] == '(')
            {
                return 0;
            }

            plain.Append(letter);
            return source.BehindEmptyGroup(source.BehindSpaces(end, span.To), span.To);
        }

        if (TextSymbols.FindAbbreviation(name, end < span.To ? _text[end] : ' ') is { } words)
        {
            plain.Append(words);
            return source.BehindEmptyGroup(end, span.To);
        }

        if (TextSymbols.FindSign(name) is { } sign)
        {
            return ReadSymbol(sign, at, end, span, plain);
        }

        if (Styles.IsOfText(name) || Styles.IsOfFormulas(name))
        {
            return ReadStyled(end, span with { IsCode = span.IsCode || name is "texttt" or "mathtt" }, plain);
        }

        switch (name)
        {
            case "textcolor" or "colorbox" when source.Argument(end, span.To) is { } color:
                return ReadStyled(color.End, span, plain);
            case "enquote" when source.Argument(end, span.To) is { } quoted:
                plain.Append('“').Append(prose.ReadPart(Inside(quoted, span))).Append('”');
                return quoted.End;
            case "textsuperscript" when source.Argument(end, span.To) is { } raised:
                return ReadScript(Scripts.Raise(prose.ReadPart(Inside(raised, span)), plain.Length > 0 ? plain[^1] : ' '), at, raised, plain);
            case "textsubscript" when source.Argument(end, span.To) is { } lowered:
                return ReadScript(Scripts.Lower(prose.ReadPart(Inside(lowered, span))), at, lowered, plain);
            case "footnote":
                return ReadFootnote(end, span, plain);
            case "url" or "href" or "hyperlink" or "path":
                return _links.Read(name, end, span, plain);
            case "unicode" or "ding" when source.Argument(end, span.To) is { } number && CodePoints.Find(name, _text.AsSpan(number.From, number.To - number.From)) is { } sign2:
                plain.Append(sign2);
                return number.End;
            case "space" or "newline" or "linebreak" or "par" or "quad" or "qquad":
                ProseReader.AppendSpace(plain);
                return source.BehindEmptyGroup(end, span.To);
            case "cite" or "citep" or "citet" or "citeauthor" or "citeyear" or "ref" or "label" or "eqref" or "cref" or "autoref"
                when source.Argument(end, span.To) is { } key:
                plain.Append(_text, at, key.End - at);
                return key.End;
            default:
                return 0;
        }
    }

    private int ReadSymbol(string sign, int at, int end, ProseSpan span, StringBuilder plain)
    {
        var behind = source.BehindEmptyGroup(end, span.To);
        if (behind == end && end < span.To && _text[end] is '{' or '_' or '^' or '(')
        {
            return 0;
        }

        // "word\textemdash word": the space only ends the name. One behind another sign is the author's, who sees no LaTeX there.
        plain.Append(sign);
        return sign is "—" or "–" && at > 0 && _text[at - 1] != ' ' ? source.BehindSpaces(behind, span.To) : behind;
    }

    private int ReadStyled(int end, ProseSpan span, StringBuilder plain)
    {
        if (source.Argument(end, span.To) is not { } styled)
        {
            return 0;
        }

        var inside = Inside(styled, span);
        prose.Read(inside with { From = source.BehindSwitches(inside.From, inside.To) }, plain);
        return styled.End;
    }

    private int ReadScript(string? script, int at, LatexGroup group, StringBuilder plain)
    {
        plain.Append(script ?? _text[at..group.End]);
        return group.End;
    }

    // A footnote's words follow in parentheses what they are a note to.
    private int ReadFootnote(int end, ProseSpan span, StringBuilder plain)
    {
        if (source.Argument(end, span.To) is not { } note)
        {
            return 0;
        }

        if (prose.ReadPart(Inside(note, span)) is { Length: > 0 } words)
        {
            ProseReader.AppendSpace(plain);
            plain.Append('(').Append(words).Append(')');
            if (note.End < span.To && char.IsLetterOrDigit(_text[note.End]))
            {
                plain.Append(' ');
            }
        }

        return note.End;
    }

    private static ProseSpan Inside(LatexGroup group, ProseSpan span) => span with { From = group.From, To = group.To, Depth = span.Depth + 1, IsGroup = true };
}
