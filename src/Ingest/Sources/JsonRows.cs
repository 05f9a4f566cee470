using System.Buffers;

namespace Papers.Ingest.Sources;

/// <summary>
/// Reads the objects of a JSON list, or of several lists or objects in a row, each as bytes, with at most the limit in memory. Only brackets and quotes
/// decide where an object ends, so an invalid object does not affect others.
/// </summary>
internal sealed class JsonRows(Stream text, int longestRow)
{
    private static readonly SearchValues<byte> s_outside = SearchValues.Create("\"{}[]\n"u8);
    private static readonly SearchValues<byte> s_inString = SearchValues.Create("\"\\\n"u8);
    private static readonly SearchValues<byte> s_afterScalar = SearchValues.Create(",{}[]\" \t\r\n"u8);

    private readonly BoundedBuffer _read = new(text, longestRow);
    private long _lineNow = 1;
    private bool _stoppedInside;
    private bool _isOpen;

    /// <summary>The line, from 1, on which the current row begins.</summary>
    public long Line { get; private set; }

    /// <summary>The number, from 1, of the current row.</summary>
    public long Number { get; private set; }

    /// <summary>Why the current row is invalid; null if it is not.</summary>
    public string? Fault { get; private set; }

    /// <summary>The current row; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>True if the text ends inside a list or a row, or its compressed data is damaged.</summary>
    public bool IsTruncated => _read.IsDamaged || _stoppedInside;

    /// <summary>The current line.</summary>
    public long LastLine => _lineNow;

    public bool TryRead()
    {
        while (_read.Start < _read.End || _read.Fill())
        {
            switch (_read[_read.Start])
            {
                case (byte)'\n':
                    _lineNow++;
                    _read.Start++;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',':
                    _read.Start++;
                    break;
                case (byte)'[' when !_isOpen:
                    _isOpen = true;
                    _read.Start++;
                    break;
                case (byte)']' when _isOpen:
                    _isOpen = false;
                    _read.Start++;
                    break;
                default:
                    return TryTake();
            }
        }

        _stoppedInside |= _isOpen;
        return false;
    }

    private bool TryTake()
    {
        Line = _lineNow;
        var isObject = _read[_read.Start] == (byte)'{';
        var shape = new Shape();
        var (scanned, skipped) = (0, 0L);
        while (true)
        {
            var left = _read.Rest(scanned);
            var used = shape.Scan(left, ref _lineNow);
            scanned += used;
            if (shape.IsWhole)
            {
                break;
            }

            if (scanned > longestRow)
            {
                skipped += scanned;
                _read.Start += scanned;
                scanned = 0;
            }

            if (!_read.Fill())
            {
                if (shape.MayEndWithText && !IsTruncated)
                {
                    break;
                }

                _stoppedInside = true;
                return false;
            }
        }

        Number++;
        Bytes = _read.Slice(_read.Start, scanned);
        Fault = skipped + scanned > longestRow ? $"Longer than {longestRow:N0} bytes." : isObject ? null : "Not a JSON object.";
        _read.Start += scanned;
        return true;
    }

    /// <summary>The state of a value that is read in several pieces.</summary>
    private struct Shape
    {
        private long _depth;
        private bool _begun;
        private bool _isBracketed;
        private bool _inString;
        private bool _escaped;

        public bool IsWhole { get; private set; }

        /// <summary>A bare word or number has no closing character.</summary>
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
                    // JSON strings cannot contain a line break: a closing quote is missing, so the brackets that follow cannot be counted.
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

/// <summary>A field of a JSON record has the wrong type or content.</summary>
internal sealed class InvalidFieldException(string message) : Exception(message);
