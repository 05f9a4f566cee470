using System.Buffers;

namespace Papers.Ingest.Sources;

/// <summary>
/// The objects of a JSON list, or of several lists or objects one after the other, each as its bytes and never more of one in memory than the
/// bound. Brackets and quotes alone tell where one ends, so a row whose inside is broken costs no other row.
/// </summary>
public sealed class JsonRows(Stream text, int longestRow)
{
    private const int FirstBuffer = 64 * 1024;

    private static readonly SearchValues<byte> s_outside = SearchValues.Create("\"{}[]\n"u8);
    private static readonly SearchValues<byte> s_inString = SearchValues.Create("\"\\\n"u8);
    private static readonly SearchValues<byte> s_afterScalar = SearchValues.Create(",{}[]\" \t\r\n"u8);

    private byte[] _buffer = new byte[Math.Min(FirstBuffer, longestRow + 1)];
    private int _start;
    private int _end;
    private long _lineNow = 1;
    private bool _begun;
    private bool _ended;
    private bool _isOpen;

    /// <summary>The line, from 1, on which the row that was read last begins.</summary>
    public long Line { get; private set; }

    /// <summary>The number, from 1, of the row that was read last.</summary>
    public long Number { get; private set; }

    /// <summary>Why the row that was read last has no bytes; null where it has.</summary>
    public string? Fault { get; private set; }

    /// <summary>The row that was read last; the next one overwrites it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>True where the text stopped inside a list or a row, or its packed data is damaged.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The line that was reached.</summary>
    public long LastLine => _lineNow;

    public bool TryRead()
    {
        if (!_begun)
        {
            _begun = true;
            PassOverMark();
        }

        while (_start < _end || Fill())
        {
            switch (_buffer[_start])
            {
                case (byte)'\n':
                    _lineNow++;
                    _start++;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',':
                    _start++;
                    break;
                case (byte)'[' when !_isOpen:
                    _isOpen = true;
                    _start++;
                    break;
                case (byte)']' when _isOpen:
                    _isOpen = false;
                    _start++;
                    break;
                default:
                    return TryTake();
            }
        }

        IsCutOff |= _isOpen;
        return false;
    }

    private void PassOverMark()
    {
        while (_end < 3 && Fill())
        {
        }

        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }
    }

    private bool TryTake()
    {
        Line = _lineNow;
        var isObject = _buffer[_start] == (byte)'{';
        var shape = new Shape();
        var (scanned, passedOver) = (0, 0L);
        while (true)
        {
            var left = _buffer.AsSpan(_start + scanned, _end - _start - scanned);
            var used = shape.Scan(left, ref _lineNow);
            scanned += used;
            if (shape.IsWhole)
            {
                break;
            }

            if (scanned > longestRow)
            {
                passedOver += scanned;
                _start += scanned;
                scanned = 0;
            }

            if (!Fill())
            {
                if (shape.MayEndWithText && !IsCutOff)
                {
                    break;
                }

                IsCutOff = true;
                return false;
            }
        }

        Number++;
        Bytes = _buffer.AsMemory(_start, scanned);
        Fault = passedOver + scanned > longestRow ? $"It is longer than {longestRow:N0} bytes." : isObject ? null : "It is not a JSON object.";
        _start += scanned;
        return true;
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            // Room for one byte more than the bound tells that a row is over it.
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, longestRow + 1L));
        }

        try
        {
            var read = text.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _ended = read == 0;
            return read > 0;
        }
        catch (InvalidDataException)
        {
            IsCutOff = true;
            _ended = true;
            return false;
        }
    }

    /// <summary>How far a value has been read, over as many pieces as it comes in.</summary>
    private struct Shape
    {
        private long _depth;
        private bool _begun;
        private bool _isBracketed;
        private bool _inString;
        private bool _escaped;

        public bool IsWhole { get; private set; }

        /// <summary>A bare word or number has no end of its own.</summary>
        public readonly bool MayEndWithText => _begun && !_isBracketed;

        /// <summary>How many bytes belong to the value: all of them unless it ended.</summary>
        public int Scan(ReadOnlySpan<byte> piece, ref long line)
        {
            for (var i = 0; i < piece.Length; i++)
            {
                if (_escaped)
                {
                    _escaped = false;
                    line += piece[i] == (byte)'\n' ? 1 : 0;
                    continue;
                }

                if (!_begun)
                {
                    _begun = true;
                    _isBracketed = s_outside.Contains(piece[i]);
                    if (!_isBracketed)
                    {
                        continue;
                    }
                }

                var next = piece[i..].IndexOfAny(_inString ? s_inString : _isBracketed ? s_outside : s_afterScalar);
                if (next < 0)
                {
                    return piece.Length;
                }
                if (!_inString && !_isBracketed)
                {
                    IsWhole = true;
                    return i + next;
                }

                i += next;
                if (Step(piece[i], ref line))
                {
                    IsWhole = true;
                    return i + 1;
                }
            }

            return piece.Length;
        }

        private bool Step(byte found, ref long line)
        {
            switch (found)
            {
                case (byte)'"':
                    _inString = !_inString;
                    return !_inString && _depth == 0;
                case (byte)'\\':
                    _escaped = true;
                    return false;
                case (byte)'\n':
                    // No text of JSON goes on over a line's end: a quote was forgotten, and the brackets behind it cannot be counted.
                    line++;
                    return _inString;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    return false;
                default:
                    return --_depth <= 0;
            }
        }
    }
}
