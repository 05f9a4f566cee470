namespace Papers.Ingest.Sources.Xml;

/// <summary>
/// Lets only so many bytes through until more are allowed. An XML reader keeps a whole attribute, name or comment in memory, however long it is;
/// behind this it can have no more of one than was allowed.
/// </summary>
public sealed class LimitedStream(Stream stream, long limit) : Stream
{
    private readonly long _limit = limit;
    private long _left = limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What was read so far counts no more.</summary>
    public void Allow() => _left = _limit;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="TooLargeException">More than the limit was asked for.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        _left -= count;
        return _left >= 0 ? count : throw new TooLargeException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

public sealed class TooLargeException : Exception;
