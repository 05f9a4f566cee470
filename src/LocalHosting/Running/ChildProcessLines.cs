using System.Text;

namespace Papers.LocalHosting.Running;

/// <summary>Splits what a child writes into lines, in memory bounded by <see cref="ChildOutputLine.MaxLength"/> whatever it writes.</summary>
internal sealed class ChildProcessLines(Action<string> line)
{
    private readonly byte[] _held = new byte[ChildOutputLine.MaxLength];
    private int _length;
    private bool _isCut;

    public async Task ReadAsync(Stream output)
    {
        var buffer = new byte[8 * 1024];
        try
        {
            int read;
            while ((read = await output.ReadAsync(buffer)) > 0)
                Take(buffer.AsSpan(0, read));
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The child is gone, and the pipe with it.
        }

        Finish();
    }

    internal void Take(ReadOnlySpan<byte> bytes)
    {
        int end;
        while ((end = bytes.IndexOf((byte)'\n')) >= 0)
        {
            Hold(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }

        Hold(bytes);
    }

    internal void Finish()
    {
        if (_length > 0)
            Emit();
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        var room = _held.Length - _length;
        _isCut |= bytes.Length > room;
        var taken = bytes[..Math.Min(room, bytes.Length)];
        taken.CopyTo(_held.AsSpan(_length));
        _length += taken.Length;
    }

    private void Emit()
    {
        var length = _length;
        if (_isCut)
        {
            // Not in the middle of a character of several bytes.
            while (length > 0 && (_held[length - 1] & 0xC0) == 0x80)
                length--;
            if (length > 0 && _held[length - 1] >= 0xC0)
                length--;
        }
        else if (length > 0 && _held[length - 1] == '\r')
        {
            length--;
        }

        var text = Encoding.UTF8.GetString(_held, 0, length);
        line(_isCut ? text + " … (cut)" : text);
        (_length, _isCut) = (0, false);
    }
}
