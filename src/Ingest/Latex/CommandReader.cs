using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>What a backslash begins in prose. A command that is not known is left with its backslash.</summary>
internal sealed class CommandReader(string text, Braces braces, ProseReader prose)
{
    private readonly AccentReader _accents = new(text, braces);
    private readonly LinkReader _links = new(text, braces, prose);

    public int Read(int at, ProseSpan span, StringBuilder plain)
    {
        if (at + 1 >= span.To)
        {
            plain.Append('\\');
            return at + 1;
        }

        if (char.IsAsciiLetter(text[at + 1]))
        {
            var end = NameEnd(at + 1, span.To);
            var read = ReadNamed(text.AsSpan(at + 1, end - at - 1), at, end, span, plain);
            if (read > 0)
            {
                return read;
            }

            plain.Append(text, at, end - at);
            return end;
        }

        return ReadSign(at, span, plain);
    }

    /// <summary>The span behind the switches that it begins with (<c>{\bf …}</c>).</summary>
    public ProseSpan WithoutSwitches(ProseSpan span)
    {
        var at = span.From;
        while (at + 1 < span.To && text[at] == '\\' && char.IsAsciiLetter(text[at + 1]))
        {
            var end = NameEnd(at + 1, span.To);
            var name = text.AsSpan(at + 1, end - at - 1);
            if (name.SequenceEqual("color") && braces.Argument(text, end, span.To) is { } color)
            {
                end = color.End;
            }
            else if (!Styles.IsSwitch(name))
            {
                break;
            }

            at = SkipSpaces(end, span.To);
        }

        return span with { From = at };
    }

    private int ReadSign(int at, ProseSpan span, StringBuilder plain)
    {
        var c = text[at + 1];
        var next = at + 2 < span.To ? text[at + 2] : ' ';
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
            case '@' when at > 0 && text[at - 1] == '.':
                return at + 2;
            case '@' when char.IsAsciiDigit(next):
                plain.Append('@');
                return at + 2;
            case '/' when at > 0 && char.IsLetter(text[at - 1]) && !char.IsLetterOrDigit(next) && next != '/':
                return at + 2;
            case '\\' when next == ' ':
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
            if (text[i] != '\\')
            {
                continue;
            }

            if (text[i + 1] == closing[1])
            {
                return i == at + 2 ? null : new(at, at + 2, i, i + 2) { IsDisplayed = closing[1] == ']' };
            }

            if (text[i + 1] is '(' or '[')
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
            if (name is "i" or "j" && !span.IsGroup || end < span.To && text[end] == '(')
            {
                return 0;
            }

            plain.Append(letter);
            return BehindEmptyGroup(SkipSpaces(end, span.To), span.To);
        }

        if (TextSymbols.FindSign(name) is { } sign)
        {
            return ReadSymbol(sign, end, span, plain);
        }

        if (Styles.IsOfText(name) || Styles.IsOfFormulas(name))
        {
            return ReadStyled(end, span with { IsCode = span.IsCode || name is "texttt" or "mathtt" }, plain);
        }

        switch (name)
        {
            case "textcolor" or "colorbox" when braces.Argument(text, end, span.To) is { } color:
                return ReadStyled(color.End, span, plain);
            case "enquote" when braces.Argument(text, end, span.To) is { } quoted:
                plain.Append('“').Append(prose.ReadPart(Inside(quoted, span))).Append('”');
                return quoted.End;
            case "textsuperscript" when braces.Argument(text, end, span.To) is { } raised:
                return ReadScript(Scripts.Raise(prose.ReadPart(Inside(raised, span))), raised, plain);
            case "textsubscript" when braces.Argument(text, end, span.To) is { } lowered:
                return ReadScript(Scripts.Lower(prose.ReadPart(Inside(lowered, span))), lowered, plain);
            case "footnote":
                return ReadFootnote(end, span, plain);
            case "url" or "href" or "hyperlink" or "path":
                return _links.Read(name, end, span, plain);
            case "unicode" or "ding" when braces.Argument(text, end, span.To) is { } number && CodePoints.Find(name, text.AsSpan(number.From, number.To - number.From)) is { } sign2:
                plain.Append(sign2);
                return number.End;
            case "space" or "newline" or "linebreak" or "par" or "quad" or "qquad":
                ProseReader.AppendSpace(plain);
                return BehindEmptyGroup(end, span.To);
            case "cite" or "citep" or "citet" or "citeauthor" or "citeyear" or "ref" or "label" or "eqref" or "cref" or "autoref"
                when braces.Argument(text, end, span.To) is { } key:
                plain.Append(text, at, key.End - at);
                return key.End;
            default:
                return 0;
        }
    }

    private int ReadSymbol(string sign, int end, ProseSpan span, StringBuilder plain)
    {
        var behind = BehindEmptyGroup(end, span.To);
        if (behind == end && end < span.To && text[end] is '{' or '_' or '^' or '(' && end < span.To)
        {
            return 0;
        }

        plain.Append(sign);
        return behind;
    }

    private int ReadStyled(int end, ProseSpan span, StringBuilder plain)
    {
        if (braces.Argument(text, end, span.To) is not { } styled)
        {
            return 0;
        }

        prose.Read(WithoutSwitches(Inside(styled, span)), plain);
        return styled.End;
    }

    private static int ReadScript(string? script, LatexGroup group, StringBuilder plain)
    {
        if (script is null)
        {
            return 0;
        }

        plain.Append(script);
        return group.End;
    }

    // A footnote's words follow in parentheses what they are a note to.
    private int ReadFootnote(int end, ProseSpan span, StringBuilder plain)
    {
        if (braces.Argument(text, end, span.To) is not { } note)
        {
            return 0;
        }

        if (prose.ReadPart(Inside(note, span)) is { Length: > 0 } words)
        {
            ProseReader.AppendSpace(plain);
            plain.Append('(').Append(words).Append(')');
            if (note.End < span.To && char.IsLetterOrDigit(text[note.End]))
            {
                plain.Append(' ');
            }
        }

        return note.End;
    }

    private static ProseSpan Inside(LatexGroup group, ProseSpan span) => span with { From = group.From, To = group.To, Depth = span.Depth + 1, IsGroup = true };

    private int NameEnd(int at, int limit)
    {
        while (at < limit && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        return at;
    }

    private int SkipSpaces(int at, int limit)
    {
        while (at < limit && text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    private int BehindEmptyGroup(int at, int limit) => at + 1 < limit && text[at] == '{' && text[at + 1] == '}' ? at + 2 : at;
}
