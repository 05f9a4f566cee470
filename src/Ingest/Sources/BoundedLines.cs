namespace Papers.Ingest.Sources;

/// <summary>
/// Reads lines, ended by LF, CR LF or CR, one at a time, with at most the limit (in bytes) in memory. The rest of a longer line is skipped. A leading
/// UTF-8 byte-order mark is skipped, too.
/// </summary>
internal sealed class BoundedLines(Stream text, int longestLine)
{
    private const int Beginning = 512;

    private readonly BoundedBuffer _read = new(text, longestLine);
    private byte[] _beginning = [];
    private int _lineStart;
    private int _lineLength;
    private bool _skipLineFeed;

    /// <summary>The number, from 1, of the current line.</summary>
    public long Number { get; private set; }

    /// <summary>True if the compressed data is damaged or truncated; the incomplete last line is not returned.</summary>
    public bool IsTruncated => _read.IsDamaged;

    /// <summary>False if the current line is over the limit; <see cref="Bytes"/> is then its beginning.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The current line without its line break; valid until the next read.</summary>
    public ReadOnlySpan<byte> Bytes => IsWhole ? _read.Slice(_lineStart, _lineLength).Span : _beginning;

    public bool TryRead()
    {
        var scanned = 0;
        while (true)
        {
            var rest = _read.Rest(scanned);
            if (_skipLineFeed && rest.Length > 0)
            {
                _skipLineFeed = false;
                if (rest[0] == (byte)'\n')
                {
                    _read.Start++;
                    rest = rest[1..];
                }
            }

            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0 && scanned + end <= longestLine)
            {
                TakeWhole(scanned + end);
                EndLine(scanned + end);
                return true;
            }

            scanned += rest.Length;
            if (scanned > longestLine)
            {
                TakeBeginning();
                return true;
            }

            if (!_read.Fill())
            {
                if (scanned == 0 || IsTruncated)
                {
                    return false;
                }

                TakeWhole(scanned);
                _read.Start = _read.End;
                return true;
            }
        }
    }

    private void TakeWhole(int length)
    {
        Number++;
        (_lineStart, _lineLength, IsWhole) = (_read.Start, length, true);
    }

    private void EndLine(int length)
    {
        _skipLineFeed = _read[_read.Start + length] == (byte)'\r';
        _read.Start += length + 1;
    }

    private void TakeBeginning()
    {
        Number++;
        IsWhole = false;
        _beginning = _read.Rest(0)[..Math.Min(Beginning, _read.End - _read.Start)].ToArray();
        while (true)
        {
            var end = _read.Rest(0).IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0)
            {
                EndLine(end);
                return;
            }

            _read.Start = _read.End;
            if (!_read.Fill())
            {
                return;
            }
        }
    }
}
