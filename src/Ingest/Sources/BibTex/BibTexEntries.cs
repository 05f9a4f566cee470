using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.BibTex;

/// <summary>An entry from its <c>@</c> to its closing bracket, or why it is invalid.</summary>
internal readonly record struct BibTexEntryText(long Line, string? Text, string? Fault);

/// <summary>
/// Splits a file into entries. Text between them is a comment in BibTeX. An unclosed entry ends where a line begins the next one.
/// </summary>
internal sealed partial class BibTexEntries(Stream text)
{
    public const int LongestLine = 1024 * 1024;
    public const int LongestEntry = 2 * 1024 * 1024;

    private const int LongestHead = 100;

    private readonly StringBuilder _entry = new();
    private long _line;
    private string? _fault;
    private State _state;
    private int _depth;
    private bool _inParentheses;
    private bool _inQuotes;

    private enum State
    {
        Outside,
        InHead,
        Inside,
    }

    public IEnumerable<BibTexEntryText> Read()
    {
        var lines = new BoundedLines(text, LongestLine);
        while (lines.TryRead())
        {
            var line = Encoding.UTF8.GetString(lines.Bytes);
            if (_state == State.Inside && BeginsEntry().IsMatch(line))
            {
                yield return End("Not closed before the next entry.");
            }

            var fault = !lines.IsWhole ? $"Line {lines.Number} is longer than {LongestLine:N0} bytes." : Utf8.IsValid(lines.Bytes) ? null : RejectReasons.InvalidUtf8;
            for (var i = 0; i < line.Length;)
            {
                i = Take(line, i, lines.Number, out var ended);
                _fault ??= _state == State.Outside && !ended ? null : fault;
                if (ended)
                {
                    yield return End(null);
                }
            }

            Append("\n");
        }

        if (lines.IsTruncated)
        {
            yield return new(lines.Number + 1, null, RejectReasons.Truncated);
        }
        else if (_state == State.Inside)
        {
            yield return End("Not closed: the file ends here.");
        }
    }

    // Advances to the next change of state, so that each character is read once.
    private int Take(string line, int from, long number, out bool ended)
    {
        ended = false;
        switch (_state)
        {
            case State.Outside:
                var at = line.IndexOf('@', from);
                if (at < 0)
                {
                    return line.Length;
                }

                _entry.Clear().Append('@');
                (_state, _line, _fault) = (State.InHead, number, null);
                return at + 1;
            case State.InHead:
                return TakeHead(line, from);
            default:
                var end = FindEnd(line, from, out ended);
                Append(line.AsSpan(from, end - from));
                return end;
        }
    }

    private int TakeHead(string line, int from)
    {
        for (var i = from; i < line.Length; i++)
        {
            if (line[i] is '{' or '(')
            {
                Append(line.AsSpan(from, i + 1 - from));
                (_state, _inParentheses, _depth, _inQuotes) = (State.Inside, line[i] == '(', line[i] == '(' ? 0 : 1, false);
                return i + 1;
            }

            // An e-mail address, or a comment without brackets.
            if (!char.IsAsciiLetterOrDigit(line[i]) && !char.IsWhiteSpace(line[i]) || i - from > LongestHead)
            {
                _state = State.Outside;
                return i;
            }
        }

        Append(line.AsSpan(from));
        return line.Length;
    }

    private int FindEnd(string line, int from, out bool ended)
    {
        ended = false;
        for (var i = from; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '{':
                    _depth++;
                    break;
                case '}':
                    _depth--;
                    ended = !_inParentheses && _depth == 0;
                    break;
                case '"' when _inParentheses && _depth == 0:
                    _inQuotes = !_inQuotes;
                    break;
                case ')' when _inParentheses && _depth <= 0 && !_inQuotes:
                    ended = true;
                    break;
            }

            if (ended)
            {
                return i + 1;
            }
        }

        return line.Length;
    }

    private void Append(ReadOnlySpan<char> piece)
    {
        if (_state == State.Outside || _fault is not null)
        {
            return;
        }

        if (_entry.Length + piece.Length > (_state == State.InHead ? LongestHead : LongestEntry))
        {
            _fault = $"Longer than {LongestEntry:N0} characters.";
            return;
        }

        _entry.Append(piece);
    }

    private BibTexEntryText End(string? fault)
    {
        _state = State.Outside;
        fault = _fault ?? fault;
        return new(_line, fault is null ? _entry.ToString() : null, fault);
    }

    [GeneratedRegex(@"^\s*@[A-Za-z]+\s*[{(]")]
    internal static partial Regex BeginsEntry();
}
