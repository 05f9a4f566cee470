namespace Papers.Ingest.Sources;

/// <summary>
/// The current part of a text as bytes; those from <see cref="Start"/> to <see cref="End"/> are unread. It grows to one byte over the limit, which is
/// enough to detect an item that exceeds it. A leading UTF-8 byte-order mark is skipped.
/// </summary>
/// <param name="longest">The limit of one item, in bytes.</param>
internal sealed class BoundedBuffer(Stream text, int longest)
{
    private const int First = 64 * 1024;

    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    private byte[] _bytes = new byte[Math.Min(First, longest + 1)];
    private bool _begun;
    private bool _ended;

    /// <summary>The first unread byte; the caller advances it.</summary>
    public int Start { get; set; }

    public int End { get; private set; }

    /// <summary>True if the compressed data is damaged or truncated.</summary>
    public bool IsDamaged { get; private set; }

    public byte this[int index] => _bytes[index];

    /// <summary>The unread bytes, without the first <paramref name="after"/>.</summary>
    public Span<byte> Rest(int after) => _bytes.AsSpan(Start + after, End - Start - after);

    public Memory<byte> Slice(int start, int length) => _bytes.AsMemory(start, length);

    /// <summary>Reads more bytes; the unread ones may move within the buffer.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool Fill()
    {
        if (_begun)
        {
            return FillOnce();
        }

        _begun = true;
        while (End < Mark.Length && FillOnce())
        {
        }

        Start = Rest(0).StartsWith(Mark) ? Mark.Length : 0;
        return Start < End || FillOnce();
    }

    private bool FillOnce()
    {
        if (_ended)
        {
            return false;
        }

        if (Start == End)
        {
            Start = End = 0;
        }

        if (End == _bytes.Length && Start > 0)
        {
            Rest(0).CopyTo(_bytes);
            End -= Start;
            Start = 0;
        }

        if (End == _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(_bytes.Length * 2L, longest + 1L));
        }

        try
        {
            var read = text.Read(_bytes, End, _bytes.Length - End);
            End += read;
            _ended = read == 0;
            return read > 0;
        }
        catch (InvalidDataException)
        {
            IsDamaged = true;
            _ended = true;
            return false;
        }
    }
}
