namespace Papers.Ingest.Sources.Csv;

/// <summary>
/// The rows of a table as bytes, never more of one in memory than the bound; a longer one is passed over to its end. Only quotes and line ends are looked
/// at, which is enough to know where a row ends: a quoted field may hold line ends.
/// </summary>
internal sealed class CsvRows(Stream text, int longestRow)
{
    private byte[] _buffer = new byte[Math.Min(64 * 1024, longestRow + 1)];
    private int _start;
    private int _end;
    private bool _begun;
    private bool _ended;
    private bool _skipLineFeed;
    private long _lineNow = 1;

    /// <summary>What separates fields; a quote counts only at the beginning of one.</summary>
    public byte Separator { get; set; } = (byte)',';

    /// <summary>The line, from 1, on which the row that was read last begins.</summary>
    public long Line { get; private set; }

    public long LastLine => _lineNow;

    public bool IsWhole { get; private set; }

    /// <summary>True where the text stopped inside a quoted field, or its packed data is damaged.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The row that was read last, without its line end; the next one overwrites it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public bool TryRead()
    {
        if (!_begun)
        {
            _begun = true;
            while (_end < 3 && Fill())
            {
            }

            _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }

        Line = _lineNow;
        var (scanned, isInQuotes, mayOpen, dropped) = (0, false, true, false);
        while (true)
        {
            while (_start + scanned < _end)
            {
                var letter = _buffer[_start + scanned];
                if (_skipLineFeed)
                {
                    _skipLineFeed = false;
                    if (letter == (byte)'\n')
                    {
                        _start++;
                        continue;
                    }
                }

                if (letter == (byte)'\n' || letter == (byte)'\r' && !isInQuotes)
                {
                    _lineNow++;
                    if (!isInQuotes)
                    {
                        Take(scanned, dropped);
                        _start += scanned + 1;
                        _skipLineFeed = letter == (byte)'\r';
                        return true;
                    }
                }

                // A doubled quote closes and opens again.
                if (letter == (byte)'"' && (mayOpen || isInQuotes))
                {
                    isInQuotes = !isInQuotes;
                    mayOpen = true;
                }
                else
                {
                    mayOpen = letter == Separator;
                }

                scanned++;
            }

            if (scanned > longestRow)
            {
                dropped = true;
                _start += scanned;
                scanned = 0;
            }

            if (!Fill())
            {
                IsCutOff |= isInQuotes;
                if (IsCutOff || scanned == 0 && !dropped)
                {
                    return false;
                }

                Take(scanned, dropped);
                _start = _end;
                return true;
            }
        }
    }

    private void Take(int length, bool dropped)
    {
        IsWhole = !dropped && length <= longestRow;
        Bytes = _buffer.AsMemory(_start, length);
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
}
