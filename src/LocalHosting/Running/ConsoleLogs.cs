using System.Runtime.CompilerServices;

namespace Papers.LocalHosting.Running;

/// <summary>
/// The newest console lines of every resource, in bounded memory. Writers are never held up by readers: a reader keeps no queue of its own but a position,
/// takes what is there when it comes, and is told how many lines it came too late for.
/// </summary>
public sealed class ConsoleLogs
{
    // So that a batch stays a small thing, whatever the lines are like.
    private const int BatchLines = 500;
    private const int BatchCharacters = 32 * 1024;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly ConsoleLogLimits limits;
    private readonly Dictionary<string, LogRing> rings = new(StringComparer.OrdinalIgnoreCase);
    private long lastSequence;
    private TaskCompletionSource? waiting;

    public ConsoleLogs(TimeProvider time, ConsoleLogLimits? limits = null)
    {
        this.time = time;
        this.limits = limits ?? new ConsoleLogLimits();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.LinesPerResource, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.CharactersPerLine, 2, nameof(limits));
        // The longest line must always fit: three bytes a character, and the words that tell of the cut.
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.BytesPerResource, (3L * this.limits.CharactersPerLine) + 64, nameof(limits));
    }

    /// <summary>Keeps the line; a text of several lines becomes several. Terminal control codes are taken out.</summary>
    /// <param name="resource">The name of the resource, or of the replica, that wrote it.</param>
    /// <param name="text">What it wrote; null, as a stream that ends gives it, is no line.</param>
    /// <param name="isError">Whether it came from standard error.</param>
    public void Append(string resource, string? text, bool isError = false)
    {
        if (text is null)
            return;

        var now = time.GetUtcNow();
        foreach (var line in text.AsSpan().TrimEnd("\r\n").EnumerateLines())
        {
            var plain = ConsoleText.Clean(line, limits.CharactersPerLine);
            TaskCompletionSource? signal;
            lock (gate)
            {
                if (!rings.TryGetValue(resource, out var ring))
                    rings.Add(resource, ring = new LogRing(resource, limits));

                ring.Add(++lastSequence, now, isError, plain);
                signal = waiting;
                waiting = null;
            }

            signal?.SetResult();
        }
    }

    /// <summary>The newest lines of one resource, or of all when <paramref name="resource"/> is null; oldest first.</summary>
    public IReadOnlyList<LogLine> Newest(string? resource, int count)
    {
        lock (gate)
            return Take(resource, StartOfNewest(resource, count), count, int.MaxValue).Lines;
    }

    /// <summary>All lines of one resource, or of all when <paramref name="resource"/> is null, that were kept when the reading began; oldest first.</summary>
    public IEnumerable<LogLine> Kept(string? resource)
    {
        long position = 0, end;
        lock (gate)
            end = End(resource);

        while (position < end)
        {
            LogBatch batch;
            lock (gate)
                batch = Take(resource, position, BatchLines, BatchCharacters);
            if (batch.Lines.Count == 0)
                break;

            foreach (var line in batch.Lines)
                yield return line;
            position = batch.Position;
        }
    }

    /// <summary>Lines of one resource, or of all when <paramref name="resource"/> is null, as they come, and without end.</summary>
    /// <param name="resource">A name that has written nothing yet is waited for.</param>
    /// <param name="after">The <see cref="LogBatch.Position"/> of the last batch that was read, with the same resource; null begins with the backlog.</param>
    /// <param name="backlog">How many of the newest lines to begin with when there is no such position.</param>
    public async IAsyncEnumerable<LogBatch> ReadAsync(
        string? resource, long? after, int backlog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long position;
        lock (gate)
        {
            // A position beyond the end is of an earlier run.
            position = after is { } given && given >= 0 && given <= End(resource) ? given : StartOfNewest(resource, backlog);
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogBatch batch;
            var more = Task.CompletedTask;
            lock (gate)
            {
                batch = Take(resource, position, BatchLines, BatchCharacters);
                if (batch.Lines.Count == 0)
                    more = (waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (batch.Lines.Count > 0)
            {
                position = batch.Position;
                yield return batch;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    // A position is the number of a line within its resource, or the sequence when all are read: both grow by one with each line,
    // so the count of forgotten lines is what lacks between two positions.
    private LogBatch Take(string? resource, long position, int count, int characters)
    {
        List<LogLine> lines = [];
        foreach (var line in resource is null ? LinesOfAll(position) : LinesOfOne(resource, position))
        {
            lines.Add(line);
            characters -= line.Text.Length;
            if (lines.Count == count || characters <= 0)
                break;
        }

        var reached = lines.Count == 0 ? position : resource is null ? lines[^1].Sequence : lines[^1].Number;
        return new LogBatch { Lines = lines, Position = reached, Dropped = reached - position - lines.Count, IsNewest = reached == End(resource) };
    }

    private IEnumerable<LogLine> LinesOfOne(string resource, long position)
    {
        if (!rings.TryGetValue(resource, out var ring))
            yield break;

        for (var i = ring.IndexAfterNumber(position); i < ring.Count; i++)
            yield return ring.LineAt(i);
    }

    private IEnumerable<LogLine> LinesOfAll(long position)
    {
        var heads = new PriorityQueue<(LogRing Ring, int Index), long>();
        foreach (var ring in rings.Values)
        {
            var index = ring.IndexAfterSequence(position);
            if (index < ring.Count)
                heads.Enqueue((ring, index), ring.SequenceAt(index));
        }

        while (heads.TryDequeue(out var head, out _))
        {
            yield return head.Ring.LineAt(head.Index);
            if (head.Index + 1 < head.Ring.Count)
                heads.Enqueue((head.Ring, head.Index + 1), head.Ring.SequenceAt(head.Index + 1));
        }
    }

    private long End(string? resource) =>
        resource is null ? lastSequence : rings.TryGetValue(resource, out var ring) ? ring.LastNumber : 0;

    private long StartOfNewest(string? resource, int count)
    {
        if (resource is not null)
            return rings.TryGetValue(resource, out var ring) ? ring.LastNumber - Math.Min(ring.Count, count) : 0;

        // The place before the newest `count` lines that are still kept, however they are spread over the resources.
        var kept = rings.Values.SelectMany(each => Enumerable.Range(Math.Max(0, each.Count - count), Math.Min(each.Count, count)).Select(each.SequenceAt));
        return kept.OrderDescending().Take(count).DefaultIfEmpty(lastSequence + 1).Last() - 1;
    }
}
