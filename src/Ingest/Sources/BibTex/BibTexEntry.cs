using System.Text;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.BibTex;

/// <summary>
/// One entry: its kind, key, and fields with macros expanded and pieces joined, still as LaTeX. The first of repeated fields counts, as in BibTeX.
/// <see href="https://www.bibtex.org/Format/"/>
/// </summary>
internal sealed class BibTexEntry
{
    // The limit of macro expansion: thirty macros that each contain the previous one twice would make a billion characters.
    private const int MostLetters = 4 * 1024 * 1024;
    private const int MostFields = 1_000;

    private readonly string _text;
    private readonly BibTexMacros _macros;
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);
    private int _at = 1;
    private int _letters;

    private BibTexEntry(string text, BibTexMacros macros)
    {
        _text = text;
        _macros = macros;
        Kind = ReadName().ToLowerInvariant();
    }

    public string Kind { get; }

    public string Key { get; private set; } = "";

    public string? this[string field] => _fields.GetValueOrDefault(field);

    /// <param name="text">From its <c>@</c> to its closing bracket.</param>
    /// <exception cref="BibTexSyntaxException">A syntax error.</exception>
    public static BibTexEntry Read(string text, BibTexMacros macros)
    {
        var entry = new BibTexEntry(text, macros);
        entry.SkipSpace();
        entry._at++;
        switch (entry.Kind)
        {
            case "comment" or "preamble":
                return entry;
            case "string":
                entry.ReadFields();
                macros.Add(entry._fields);
                return entry;
            default:
                entry.ReadKey();
                entry.ReadFields();
                return entry;
        }
    }

    private bool IsAtEnd => _at >= _text.Length - 1;

    private void ReadKey()
    {
        var end = _text.AsSpan(_at).IndexOfAny(',', '=');
        if (end >= 0 && _text[_at + end] == '=')
        {
            // There is no key, but a field.
            return;
        }

        var key = end < 0 ? _text.AsSpan(_at, Math.Max(0, _text.Length - 1 - _at)) : _text.AsSpan(_at, end);
        Key = key.Trim().ToString();
        _at += key.Length;
    }

    private void ReadFields()
    {
        while (true)
        {
            SkipSpace();
            while (!IsAtEnd && _text[_at] == ',')
            {
                _at++;
                SkipSpace();
            }

            if (IsAtEnd)
            {
                return;
            }

            var name = ReadFieldName();
            if (name.Length == 0 || IsAtEnd || _text[_at] != '=')
            {
                throw new BibTexSyntaxException(name.Length == 0
                    ? $"Expected a field name before \"{TruncatedText.Quote(_text[_at..])}\"."
                    : $"Expected = after the field name \"{TruncatedText.Quote(name)}\".");
            }

            _at++;
            var value = ReadValue(name);
            if (_fields.Count == MostFields)
            {
                throw new BibTexSyntaxException($"More than {MostFields:N0} fields.");
            }

            _fields.TryAdd(name, value);
            SkipSpace();
            if (!IsAtEnd && _text[_at] != ',')
            {
                throw new BibTexSyntaxException($"Expected a comma after the field \"{TruncatedText.Quote(name)}\".");
            }
        }
    }

    private string ReadValue(string name)
    {
        StringBuilder? joined = null;
        while (true)
        {
            SkipSpace();
            var piece = ReadPiece(name);
            _letters += piece.Length;
            if (_letters > MostLetters)
            {
                throw new BibTexSyntaxException($"Longer than {MostLetters:N0} characters after macro expansion.");
            }

            SkipSpace();
            if (IsAtEnd || _text[_at] != '#')
            {
                return joined is null ? piece : joined.Append(piece).ToString();
            }

            (joined ??= new()).Append(piece);
            _at++;
        }
    }

    private string ReadPiece(string name)
    {
        if (IsAtEnd)
        {
            throw new BibTexSyntaxException($"The field \"{TruncatedText.Quote(name)}\" has no value.");
        }

        if (_text[_at] is '{' or '"')
        {
            return ReadQuoted(name);
        }

        var word = ReadName();
        return word.Length == 0
            ? throw new BibTexSyntaxException($"The value of the field \"{TruncatedText.Quote(name)}\" is neither in braces nor in quotes.")
            : char.IsAsciiDigit(word[0]) ? word : _macros.Find(word) ?? "";
    }

    private string ReadQuoted(string name)
    {
        var (start, depth, inBraces) = (_at + 1, 0, _text[_at] == '{');
        for (_at = start; _at < _text.Length - 1; _at++)
        {
            var letter = _text[_at];
            if (depth == 0 && letter == (inBraces ? '}' : '"'))
            {
                return _text[start.._at++];
            }

            depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
        }

        throw new BibTexSyntaxException($"The value of the field \"{TruncatedText.Quote(name)}\" is not closed.");
    }

    // Web of Science writes names of several words: Early Access Date = {...}.
    private string ReadFieldName()
    {
        var start = _at;
        var end = start;
        while (ReadName().Length > 0)
        {
            end = _at;
            SkipSpace();
        }

        return _text[start..end];
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('{' or '}' or '(' or ')' or '"' or ',' or '=' or '#' or '%'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}

internal sealed class BibTexSyntaxException(string message) : Exception(message);
