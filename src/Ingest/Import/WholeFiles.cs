namespace Papers.Ingest.Import;

/// <summary>
/// Tells complete files from those that still grow. A file that appeared by rename does not change between two polls and is complete at the second.
/// One that changed, or existed before the first poll, is complete when it has been unchanged for the quiet time.
/// </summary>
internal sealed class WholeFiles(TimeSpan quietTime)
{
    /// <summary>The minimum time between the two polls.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private bool _polled;

    /// <summary>True while a file waits for its next poll.</summary>
    public bool AnyPending { get; private set; }

    /// <summary>Records a file system event: something wrote to the file.</summary>
    public void Changed(string name, DateTimeOffset now)
    {
        if (_seen.TryGetValue(name, out var seen))
        {
            _seen[name] = seen with { ChangedAt = now };
        }
    }

    /// <summary>The files that are complete.</summary>
    public IReadOnlyList<FileStamp> Find(IReadOnlyList<FileStamp> files, DateTimeOffset now)
    {
        var whole = new List<FileStamp>();
        AnyPending = false;
        foreach (var file in files)
        {
            if (!_seen.TryGetValue(file.Name, out var seen))
            {
                // A file from before the first poll may be incomplete: its own time says when it last changed.
                seen = new(file, now, _polled ? null : Earlier(file.ModifiedAt, now));
            }
            else if (seen.Stamp != file)
            {
                seen = seen with { Stamp = file, ChangedAt = now };
            }

            _seen[file.Name] = seen;
            if (seen.IsStill(now, quietTime))
            {
                whole.Add(file);
            }
            else
            {
                AnyPending = true;
            }
        }

        _polled = true;
        foreach (var removed in _seen.Keys.Except(files.Select(file => file.Name), StringComparer.Ordinal).ToList())
        {
            _seen.Remove(removed);
        }

        return whole;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <param name="ChangedAt">Null if it has not changed since it was first seen.</param>
    private sealed record Seen(FileStamp Stamp, DateTimeOffset FirstSeenAt, DateTimeOffset? ChangedAt)
    {
        public bool IsStill(DateTimeOffset now, TimeSpan quietTime) =>
            ChangedAt is { } changedAt ? now - changedAt >= quietTime : now - FirstSeenAt >= PollInterval;
    }
}
