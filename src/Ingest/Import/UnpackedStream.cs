namespace Papers.Ingest.Import;

/// <summary>Limits what a compressed file may expand to, and stops reading when the import is cancelled, even inside one endless record.</summary>
internal sealed class UnpackedStream(Stream inner, long limit, CancellationToken cancellationToken) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The limit is exceeded.</exception>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = inner.Read(buffer);
        _read += count;
        return _read <= limit ? count : throw new InvalidDataException($"The file expands to more than {limit:N0} bytes (Ingest:UnpackedLimit).");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
