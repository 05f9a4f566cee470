namespace Papers.Ingest.Tests.Fuzz;

/// <summary>Gives its bytes in pieces of any length, as a network or an unpacker does; and may turn out to be damaged at their end.</summary>
public sealed class PiecewiseStream(byte[] bytes, int seed, bool isDamaged) : Stream
{
    private readonly Random _random = new(seed);
    private int _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => bytes.Length;
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var left = bytes.Length - _position;
        if (left == 0)
        {
            return isDamaged ? throw new InvalidDataException("Made up.") : 0;
        }

        var read = Math.Min(Math.Min(buffer.Length, left), 1 + _random.Next(bytes.Length / 16 + 1));
        bytes.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
