namespace Papers.Ingest.Sources.Csv;

/// <summary>
/// Reads the rows of a table as bytes, with at most the limit in memory; the rest of a longer row is skipped. Only quotes and line breaks matter, which
/// is enough to find the end of a row: a quoted field may contain line breaks.
/// </summary>
internal sealed class CsvRows(Stream text, int longestRow)
{
    private readonly BoundedBuffer _read = new(text, longestRow);
    private bool _stoppedInQuotes;
    private bool _skipLineFeed;
    private long _lineNow = 1;

    /// <summary>The field separator; a quote counts only at the start of a field.</summary>
    public byte Separator { get; set; } = (byte)',';

    /// <summary>The line, from 1, on which the current row begins.</summary>
    public long Line { get; private set; }

    public long LastLine => _lineNow;

    public bool IsWhole { get; private set; }

    /// <summary>True if the text ends inside a quoted field, or its compressed data is damaged.</summary>
    public bool IsTruncated => _read.IsDamaged || _stoppedInQuotes;

    /// <summary>The current row without its line break; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public bool TryRead()
    {
        Line = _lineNow;
        var (scanned, isInQuotes, mayOpen, dropped) = (0, false, true, false);
        while (true)
        {
            while (_read.Start + scanned < _read.End)
            {
                var letter = _read[_read.Start + scanned];
                if (_skipLineFeed)
                {
                    _skipLineFeed = false;
                    if (letter == (byte)'\n')
                    {
                        _read.Start++;
                        continue;
                    }
                }

                if (letter == (byte)'\n' || letter == (byte)'\r' && !isInQuotes)
                {
                    _lineNow++;
                    if (!isInQuotes)
                    {
                        Take(scanned, dropped);
                        _read.Start += scanned + 1;
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
                _read.Start += scanned;
                scanned = 0;
            }

            if (!_read.Fill())
            {
                _stoppedInQuotes |= isInQuotes;
                if (IsTruncated || scanned == 0 && !dropped)
                {
                    return false;
                }

                Take(scanned, dropped);
                _read.Start = _read.End;
                return true;
            }
        }
    }

    private void Take(int length, bool dropped)
    {
        IsWhole = !dropped && length <= longestRow;
        Bytes = _read.Slice(_read.Start, length);
    }
}
