using System.Text;

namespace Papers.Ingest.Tests.Sources.JsonLines;

/// <summary>A text with a great many letters in the middle, made as it is read.</summary>
internal sealed class GiantLineStream(string before, long letters, string after) : Stream
{
    private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
    private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _before.Length + letters + _after.Length;
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var (part, at) = _position switch
        {
            _ when _position < _before.Length => (_before, _position),
            _ when _position < _before.Length + letters => (null, 0),
            _ => (_after, _position - _before.Length - letters),
        };
        var read = (int)Math.Min(buffer.Length, part is null ? _before.Length + letters - _position : part.Length - at);
        if (part is null)
        {
            buffer[..read].Fill((byte)'x');
        }
        else
        {
            part.AsSpan((int)at, read).CopyTo(buffer);
        }

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
