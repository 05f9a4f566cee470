namespace Papers.Ingest.Sources;

/// <summary>
/// The lines of a text, ended by LF, CR LF or CR, one at a time and never more of one in memory than the bound (in bytes). A line over it is
/// passed over to its end, and told as such. A leading UTF-8 byte-order mark is no part of the first line.
/// </summary>
public sealed class BoundedLines(Stream text, int longestLine)
{
    private const int FirstBuffer = 64 * 1024;
    private const int Beginning = 512;

    private byte[] _buffer = new byte[Math.Min(FirstBuffer, longestLine + 1)];
    private byte[] _beginning = [];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _begun;
    private bool _ended;
    private bool _skipLineFeed;

    /// <summary>The number, from 1, of the line that was read last.</summary>
    public long Number { get; private set; }

    /// <summary>True once packed data turned out to be damaged, or to stop before its end. What stands in the last, cut line is not told.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>False where the line that was read last is over the bound; <see cref="Bytes"/> is then its beginning.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The line that was read last, without its end; the next one overwrites it.</summary>
    public ReadOnlySpan<byte> Bytes => IsWhole ? _buffer.AsSpan(_lineStart, _lineLength) : _beginning;

    public bool TryRead()
    {
        if (!_begun)
        {
            PassOverMark();
        }

        var scanned = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start + scanned, _end - _start - scanned);
            if (_skipLineFeed && rest.Length > 0)
            {
                _skipLineFeed = false;
                if (rest[0] == (byte)'\n')
                {
                    _start++;
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

            if (!Fill())
            {
                if (scanned == 0 || IsCutOff)
                {
                    return false;
                }

                TakeWhole(scanned);
                _start = _end;
                return true;
            }
        }
    }

    private void PassOverMark()
    {
        _begun = true;
        while (_end < 3 && Fill())
        {
        }

        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }
    }

    private void TakeWhole(int length)
    {
        Number++;
        (_lineStart, _lineLength, IsWhole) = (_start, length, true);
    }

    private void EndLine(int length)
    {
        _skipLineFeed = _buffer[_start + length] == (byte)'\r';
        _start += length + 1;
    }

    private void TakeBeginning()
    {
        Number++;
        IsWhole = false;
        _beginning = _buffer.AsSpan(_start, Math.Min(Beginning, _end - _start)).ToArray();
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0)
            {
                EndLine(end);
                return;
            }

            _start = _end = 0;
            if (!Fill())
            {
                return;
            }
        }
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            // Room for one byte more than the bound tells that a line is over it.
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, longestLine + 1L));
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
