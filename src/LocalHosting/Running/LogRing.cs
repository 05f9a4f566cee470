using System.Text;

namespace Papers.LocalHosting.Running;

/// <summary>
/// The newest lines of one resource. Their text lies as UTF-8 in one circular buffer, so that a hundred thousand kept lines are no work for the garbage
/// collector. Not thread-safe: its owner locks.
/// </summary>
internal sealed class LogRing(string resource, ConsoleLogLimits limits)
{
    private Entry[] entries = new Entry[Math.Min(64, limits.LinesPerResource)];
    private byte[] text = new byte[Math.Min(8 * 1024, limits.BytesPerResource)];
    private int first;
    private long textStart;
    private long textEnd;

    public int Count { get; private set; }

    /// <summary>The number of the newest line ever added.</summary>
    public long LastNumber { get; private set; }

    public void Add(long sequence, DateTimeOffset time, bool isError, string line)
    {
        var length = Encoding.UTF8.GetByteCount(line);
        while (Count == limits.LinesPerResource || textEnd - textStart + length > limits.BytesPerResource)
            DropOldest();

        MakeRoom(length);
        var bytes = Encoding.UTF8.GetBytes(line).AsSpan();
        var at = (int)(textEnd % text.Length);
        var head = Math.Min(length, text.Length - at);
        bytes[..head].CopyTo(text.AsSpan(at));
        bytes[head..].CopyTo(text);

        entries[(first + Count) % entries.Length] = new Entry(sequence, time.UtcTicks, textEnd, length, isError);
        textEnd += length;
        Count++;
        LastNumber++;
    }

    /// <summary>The index of the first kept line whose sequence is greater; <see cref="Count"/> when there is none.</summary>
    public int IndexAfterSequence(long sequence)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (SequenceAt(middle) > sequence)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>The index of the first kept line whose number is greater; <see cref="Count"/> when there is none.</summary>
    public int IndexAfterNumber(long number) => (int)Math.Clamp(number - (LastNumber - Count), 0, Count);

    public long SequenceAt(int index) => entries[(first + index) % entries.Length].Sequence;

    public LogLine LineAt(int index)
    {
        var entry = entries[(first + index) % entries.Length];
        return new LogLine
        {
            Sequence = entry.Sequence,
            Number = LastNumber - Count + index + 1,
            Resource = resource,
            Time = new DateTimeOffset(entry.Time, TimeSpan.Zero),
            IsError = entry.IsError,
            Text = TextOf(entry),
        };
    }

    private string TextOf(Entry entry)
    {
        var at = (int)(entry.Start % text.Length);
        if (at + entry.Length <= text.Length)
            return Encoding.UTF8.GetString(text, at, entry.Length);

        var whole = new byte[entry.Length];
        var head = text.Length - at;
        text.AsSpan(at).CopyTo(whole);
        text.AsSpan(0, entry.Length - head).CopyTo(whole.AsSpan(head));
        return Encoding.UTF8.GetString(whole);
    }

    private void DropOldest()
    {
        textStart += entries[first].Length;
        first = (first + 1) % entries.Length;
        Count--;
    }

    private void MakeRoom(int length)
    {
        if (Count == entries.Length)
        {
            var larger = new Entry[Math.Min(entries.Length * 2, limits.LinesPerResource)];
            for (var i = 0; i < Count; i++)
                larger[i] = entries[(first + i) % entries.Length];
            (entries, first) = (larger, 0);
        }

        var needed = textEnd - textStart + length;
        if (needed > text.Length)
        {
            var larger = new byte[(int)Math.Min(Math.Max(text.Length * 2L, needed), limits.BytesPerResource)];
            for (var i = textStart; i < textEnd;)
            {
                var run = (int)Math.Min(textEnd - i, Math.Min(text.Length - (i % text.Length), larger.Length - (i % larger.Length)));
                text.AsSpan((int)(i % text.Length), run).CopyTo(larger.AsSpan((int)(i % larger.Length)));
                i += run;
            }

            text = larger;
        }
    }

    private readonly record struct Entry(long Sequence, long Time, long Start, int Length, bool IsError);
}
