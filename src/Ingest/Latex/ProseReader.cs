using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>
/// Reads one cleaned text from its beginning to its end, each character a bounded number of times: groups nest to a bounded depth, and
/// what is nested deeper stays as it is.
/// </summary>
internal sealed class ProseReader
{
    private const int MostDepth = 12;
    private const int LongestLetterGroup = 24;

    private readonly string _text;
    private readonly LatexSource _source;
    private readonly CommandReader _commands;
    private readonly FormulaReader _formulas;
    private readonly Quotes _quotes;

    /// <summary>True in BibTeX, where balanced braces are syntax.</summary>
    public bool BracesProtect { get; }

    public ProseReader(string text, bool bracesProtect)
    {
        _text = text;
        BracesProtect = bracesProtect;
        _source = new(text);
        _commands = new(_source, this);
        _formulas = new(_source, this);
        _quotes = new(text);
    }

    public string Read()
    {
        var plain = new StringBuilder(_text.Length + 16);
        Read(new(0, _text.Length), plain);
        return plain.ToString().Trim(' ') is var read && read == _text ? _text : read;
    }

    public void Read(ProseSpan span, StringBuilder plain)
    {
        if (span.Depth > MostDepth)
        {
            plain.Append(_text, span.From, span.To - span.From);
            return;
        }

        for (var at = span.From; at < span.To;)
        {
            at = ReadNext(at, span, plain);
        }
    }

    /// <summary>The text of a part, without the spaces around it.</summary>
    public string ReadPart(ProseSpan span)
    {
        var part = new StringBuilder();
        Read(span, part);
        return part.ToString().Trim(' ');
    }

    /// <summary>A formula between its delimiters: its readable form, or all of it as it is.</summary>
    public int ReadFormula(FormulaSpan formula, int depth, StringBuilder plain)
    {
        var read = depth > MostDepth ? null : _formulas.Read(formula.From, formula.To, depth);
        if (read is null)
        {
            plain.Append(_text, formula.Start, formula.End - formula.Start);
        }
        else
        {
            AppendFormula(formula.IsDisplayed ? $" {read} " : read, plain);
        }

        return formula.End;
    }

    public static void AppendSpace(StringBuilder plain)
    {
        if (plain.Length > 0 && plain[^1] != ' ')
        {
            plain.Append(' ');
        }
    }

    private static void AppendFormula(string read, StringBuilder plain)
    {
        if (read[0] == ' ')
        {
            AppendSpace(plain);
        }

        plain.Append(read.AsSpan().Trim(' '));
        if (read[^1] == ' ')
        {
            AppendSpace(plain);
        }
    }

    private int ReadNext(int at, ProseSpan span, StringBuilder plain)
    {
        if (_quotes.ClosesAt(at, span.To, plain) is > 0 and var behind)
        {
            return behind;
        }

        var c = _text[at];
        switch (c)
        {
            case ' ':
                AppendSpace(plain);
                return at + 1;
            case '\\':
                return _commands.Read(at, span, plain);
            case '$':
                return ReadDollar(at, span, plain);
            case '{':
                return ReadGroup(at, span, plain);
            case '`' or '\'' when !span.IsCode:
                return _quotes.Read(at, span, plain);
            case '-' when !span.IsCode:
                return Dashes.Read(_text, at, span, plain);
            case '~' when !span.IsCode && Ties.IsTie(_text, at, span):
                AppendSpace(plain);
                return at + 1;
        }

        if (Addresses.BeginAt(_text, at, span.To))
        {
            return Addresses.Read(_text, at, span.To, plain);
        }

        plain.Append(c);
        return at + 1;
    }

    private int ReadDollar(int at, ProseSpan span, StringBuilder plain)
    {
        switch (Dollars.Judge(_text, at, span.To, out var formula))
        {
            case DollarSense.Formula:
                return ReadFormula(formula, span.Depth, plain);
            case DollarSense.Unclear:
                plain.Append(_text, formula.Start, formula.End - formula.Start);
                return formula.End;
            default:
                plain.Append('$');
                return at + 1;
        }
    }

    private int ReadGroup(int at, ProseSpan span, StringBuilder plain)
    {
        var close = _source.CloseOf(at, span.To);
        if (close < 0)
        {
            plain.Append('{');
            return at + 1;
        }

        var inside = new ProseSpan(at + 1, close, span.Depth + 1, span.IsCode, IsGroup: true);
        var styled = inside with { From = _source.BehindSwitches(inside.From, inside.To) };
        if (BracesProtect || styled.From > inside.From)
        {
            Read(styled, plain);
            return close + 1;
        }

        if (_text[at + 1] == '\\' && close - at <= LongestLetterGroup && ReadPart(inside) is { Length: 1 } letter)
        {
            plain.Append(letter);
            return close + 1;
        }

        plain.Append('{');
        return at + 1;
    }
}
