namespace Papers.Ingest.Sources;

/// <summary>
/// The lines of a text, ended by LF, CR LF or CR, one at a time and never more of one in memory than the bound (in bytes). A line over it is
/// passed over to its end, and told as such. A leading UTF-8 byte-order mark is no part of the first line.
/// </summary>
internal sealed class BoundedLines(Stream text, int longestLine)
{
    private const int Beginning = 512;

    private readonly BoundedBuffer _read = new(text, longestLine);
    private byte[] _beginning = [];
    private int _lineStart;
    private int _lineLength;
    private bool _skipLineFeed;

    /// <summary>The number, from 1, of the line that was read last.</summary>
    public long Number { get; private set; }

    /// <summary>True once packed data turned out to be damaged, or to stop before its end. What stands in the last, cut line is not told.</summary>
    public bool IsCutOff => _read.IsDamaged;

    /// <summary>False where the line that was read last is over the bound; <see cref="Bytes"/> is then its beginning.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The line that was read last, without its end; the next one overwrites it.</summary>
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
                if (scanned == 0 || IsCutOff)
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
