using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>Accents in prose: <c>\"o</c>, <c>\'{e}</c>, <c>\v{s}</c>, <c>\'{\i}</c>, <c>\'{\^e}</c>. The place behind one is returned, or 0.</summary>
internal sealed class AccentReader(LatexSource source)
{
    private const int MostDepth = 4;

    // How some programs write Greek letters: "\beta" taken for an accent over the rest of its name.
    private static readonly Dictionary<string, string> SplitNames = new()
    {
        [@"\b{eta}"] = "β", [@"\k{appa}"] = "κ", [@"\r{ho}"] = "ρ", [@"\c{hi}"] = "χ", [@"\d{elta}"] = "δ", [@"\u{psilon}"] = "υ",
    };

    private readonly string _text = source.Text;
    private readonly Dictionary<char, bool> _isEscapedQuote = [];

    public int ReadSign(int at, ProseSpan span, StringBuilder plain)
    {
        var accent = _text[at + 1];
        if (accent is '\'' && IsApostrophe(at, span.To))
        {
            plain.Append('\'');
            return at + 2;
        }

        if (accent is '~' or '^' && at + 3 < span.To && _text[at + 2] == '{' && _text[at + 3] == '}')
        {
            plain.Append(accent);
            return at + 4;
        }

        if (accent == '~' && at + 2 < span.To && char.IsAsciiDigit(_text[at + 2]))
        {
            plain.Append('~');
            return at + 2;
        }

        return IsDoubtful(accent, at) || Compose(accent, at + 2, span.To, 0) is not { } letter ? 0 : Append(letter, plain);
    }

    public int ReadLetter(int at, ProseSpan span, StringBuilder plain)
    {
        var accent = _text[at + 1];
        if (!Accents.IsLetter(accent))
        {
            return 0;
        }

        if (source.Argument(at + 2, span.To) is { } group && group.From == at + 3)
        {
            if (group.End - at <= 10 && SplitNames.GetValueOrDefault(_text[at..group.End]) is { } greek)
            {
                plain.Append(greek);
                return group.End;
            }

            return Compose(accent, at + 2, span.To, 0) is { } letter ? Append(letter, plain) : 0;
        }

        // "Fran\c cois", "{\v s}"; elsewhere a backslash and a letter may be anything.
        return (span.IsGroup && at == span.From || at > 0 && char.IsLetter(_text[at - 1])) && at + 3 < span.To && _text[at + 2] == ' '
            && Compose(accent, at + 3, span.To, 0) is { } bare ? Append(bare, plain) : 0;
    }

    private static int Append((char Letter, int End) accented, StringBuilder plain)
    {
        plain.Append(accented.Letter);
        return accented.End;
    }

    private (char Letter, int End)? Compose(char accent, int at, int limit, int depth)
    {
        if (at >= limit || depth > MostDepth)
        {
            return null;
        }

        if (_text[at] == '{')
        {
            return source.CloseOf(at, limit) is > 0 and var close && Compose(accent, at + 1, close, depth + 1) is { } inner && inner.End == close
                ? (inner.Letter, close + 1)
                : null;
        }

        if (_text[at] != '\\')
        {
            return Accents.Find(accent, _text[at]) is { } composed ? (composed, at + 1) : null;
        }

        if (at + 1 < limit && Accents.IsSign(_text[at + 1]) && Base(_text[at + 1], at + 2, limit, depth) is { } under)
        {
            return Accents.Find(accent, under.Letter) is { } both ? (both, under.End) : null;
        }

        return DotlessEnd(at, limit) is > 0 and var end && Accents.Find(accent, _text[at + 1]) is { } dotted ? (dotted, end) : null;
    }

    private (char Letter, int End)? Base(char accent, int at, int limit, int depth) => Compose(accent, at, limit, depth + 1);

    // "\i" and "\j" as a whole name, with the space that ends it.
    private int DotlessEnd(int at, int limit)
    {
        if (at + 1 >= limit || _text[at + 1] is not ('i' or 'j') || at + 2 < limit && char.IsAsciiLetter(_text[at + 2]))
        {
            return 0;
        }

        return at + 3 < limit && _text[at + 2] == '{' && _text[at + 3] == '}' ? at + 4 : at + 2 < limit && _text[at + 2] == ' ' ? at + 3 : at + 2;
    }

    // "model\'s": no accent, though one exists for s.
    private bool IsApostrophe(int at, int limit)
    {
        if (at == 0 || !char.IsLetterOrDigit(_text[at - 1]))
        {
            return false;
        }

        var end = at + 2;
        while (end < limit && end < at + 5 && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        return _text.AsSpan(at + 2, end - at - 2) is "s" or "t" or "d" or "m" or "re" or "ve" or "ll";
    }

    // Quotation marks and backticks that a program escaped, "\.com", "\=": an accent without braces there is not certain.
    private bool IsDoubtful(char accent, int at)
    {
        var letter = at + 2 < _text.Length ? _text[at + 2] : ' ';
        if (letter is '{' or '\\')
        {
            return false;
        }

        // In a group of its own, {\.e}, a dot can only be an accent.
        var isAlone = at > 0 && _text[at - 1] == '{' && at + 3 < _text.Length && _text[at + 3] == '}';
        return accent == '.' ? letter is not ('z' or 'Z' or 'I') && !isAlone
            : accent is '"' or '`' && (at == 0 || !char.IsLetter(_text[at - 1])) && IsEscapedQuote(accent);
    }

    private bool IsEscapedQuote(char quote)
    {
        if (!_isEscapedQuote.TryGetValue(quote, out var isEscaped))
        {
            for (var i = 0; i + 1 < _text.Length && !isEscaped; i++)
            {
                isEscaped = _text[i] == '\\' && _text[i + 1] == quote
                    && (i + 2 == _text.Length || !char.IsLetter(_text[i + 2]) && _text[i + 2] is not ('{' or '\\'));
            }

            _isEscapedQuote[quote] = isEscaped;
        }

        return isEscaped;
    }
}
