namespace Papers.Ingest.Tests.Sources.Xml;

/// <summary>A file with the same bytes a great many times in the middle, made as it is read.</summary>
internal sealed class RepeatedStream(byte[] before, byte[] repeated, int times, byte[] after) : Stream
{
    private int _part;
    private int _at;

    /// <summary>How many bytes were read.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => before.Length + (long)repeated.Length * times + after.Length;
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_part > times + 1)
        {
            return 0;
        }

        var part = (_part == 0 ? before : _part <= times ? repeated : after).AsSpan(_at);
        var taken = part[..Math.Min(part.Length, buffer.Length)];
        taken.CopyTo(buffer);
        (_part, _at) = taken.Length == part.Length ? (_part + 1, 0) : (_part, _at + taken.Length);
        Given += taken.Length;
        return taken.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
