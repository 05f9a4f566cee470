using System.Buffers;
using System.Text;

namespace Papers.Ingest.Sources.Xml;

/// <summary>
/// Splits a text into the XML documents in it: each begins at an XML declaration, and is read as a stream of its own. It limits the bytes of one
/// element, because an XML reader keeps a whole attribute, name or tag in memory. Control characters, which XML forbids but sources send, become spaces.
/// </summary>
internal sealed class XmlPages(Stream text, long limit) : Stream
{
    private const int Ahead = 5;
    private const int LongestBeginning = 400;

    private static readonly SearchValues<byte> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code).Where(code => code is not (0x09 or 0x0A or 0x0D))]);

    private readonly long _limit = limit;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _sure;
    private long _left;
    private long _lines;
    private bool _isEnded;
    private bool _isWide;
    private bool _isAtDeclaration;

    /// <summary>The line, from 1, on which the document begins; 0 before the first.</summary>
    public long Line { get; private set; }

    /// <summary>The first bytes of the document, each as a character.</summary>
    public string Beginning { get; private set; } = "";

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Skips to the next document; false if there is none.</summary>
    public bool TryNext()
    {
        if (Line > 0)
        {
            SkipRest();
        }

        SkipBlank();
        while (_end - _start < LongestBeginning && !_isEnded)
        {
            Fill();
        }

        var begins = _buffer.AsSpan(_start, Math.Min(_end - _start, LongestBeginning));
        Beginning = Encoding.Latin1.GetString(begins);
        Line = _lines + 1;
        _isWide = begins is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        _isAtDeclaration = true;
        _sure = _start;
        Allow();
        return _end > _start;
    }

    /// <summary>Resets the limit.</summary>
    public void Allow() => _left = _limit;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="XmlLimitException">The limit is exceeded.</exception>
    public override int Read(Span<byte> buffer)
    {
        var bytes = buffer[..Math.Min(buffer.Length, CountSure())];
        if ((_left -= bytes.Length) < 0)
        {
            throw new XmlLimitException($"It has more than {_limit:N0} bytes.");
        }

        Take(bytes.Length).CopyTo(bytes);
        if (!_isWide)
        {
            bytes.ReplaceAny(s_controls, (byte)' ');
        }

        return bytes.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void SkipRest()
    {
        while (CountSure() is > 0 and var count)
        {
            Take(count);
        }
    }

    private void SkipBlank()
    {
        while (true)
        {
            while (_end - _start < 3 && !_isEnded)
            {
                Fill();
            }

            var count = _buffer.AsSpan(_start, _end - _start) switch
            {
                [0xEF, 0xBB, 0xBF, ..] => 3,
                [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..] => 1,
                _ => 0,
            };
            if (count == 0)
            {
                return;
            }

            Take(count);
        }
    }

    /// <summary>How many bytes in the buffer certainly belong to this document; none at its end.</summary>
    private int CountSure()
    {
        while (_sure <= _start)
        {
            var first = _isAtDeclaration ? 1 : 0;
            var known = _buffer.AsSpan(_start, _end - _start);
            if (known.Length > first && !_isWide && FindDeclaration(known[first..]) is >= 0 and var next)
            {
                _sure = _start + first + next;
                break;
            }

            // The last bytes may be the beginning of a declaration.
            _sure = _isEnded || _isWide ? _end : _end - Ahead;
            if (_sure <= _start && !Fill())
            {
                _sure = Math.Max(_start, _isEnded ? _end : _sure);
                break;
            }
        }

        return _sure - _start;
    }

    private static int FindDeclaration(ReadOnlySpan<byte> bytes)
    {
        for (var from = 0; bytes[from..].IndexOf("<?xml"u8) is >= 0 and var at; from += at + Ahead)
        {
            if (bytes[(from + at + Ahead)..] is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..])
            {
                return from + at;
            }
        }

        return -1;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _buffer.AsSpan(_start, count);
        _lines += taken.Count((byte)'\n');
        _start += count;
        _isAtDeclaration &= count == 0;
        return taken;
    }

    private bool Fill()
    {
        if (_isEnded)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_sure, _end, _start) = (_sure - _start, _end - _start, 0);
        var count = text.Read(_buffer.AsSpan(_end));
        _isEnded = count == 0;
        _end += count;
        return true;
    }
}
