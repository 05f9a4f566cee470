namespace Papers.Ingest.Sources.Csv;

/// <summary>
/// The rows of a table as bytes, never more of one in memory than the bound; a longer one is passed over to its end. Only quotes and line ends are looked
/// at, which is enough to know where a row ends: a quoted field may hold line ends.
/// </summary>
internal sealed class CsvRows(Stream text, int longestRow)
{
    private readonly BoundedBuffer _read = new(text, longestRow);
    private bool _stoppedInQuotes;
    private bool _skipLineFeed;
    private long _lineNow = 1;

    /// <summary>What separates fields; a quote counts only at the beginning of one.</summary>
    public byte Separator { get; set; } = (byte)',';

    /// <summary>The line, from 1, on which the row that was read last begins.</summary>
    public long Line { get; private set; }

    public long LastLine => _lineNow;

    public bool IsWhole { get; private set; }

    /// <summary>True where the text stopped inside a quoted field, or its packed data is damaged.</summary>
    public bool IsCutOff => _read.IsDamaged || _stoppedInQuotes;

    /// <summary>The row that was read last, without its line end; the next one overwrites it.</summary>
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
                if (IsCutOff || scanned == 0 && !dropped)
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
