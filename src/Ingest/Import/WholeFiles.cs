namespace Papers.Ingest.Import;

/// <summary>
/// Tells the files that are whole from those that still grow. A file that appeared by rename does not change between two looks and is whole at
/// the second. One that was seen to change, or lay there before the first look, is whole when its contents have been still for the quiet time.
/// </summary>
internal sealed class WholeFiles(TimeSpan quietTime)
{
    /// <summary>The least time between the two looks.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private bool _looked;

    /// <summary>True while a file waits for its next look, so that one should come soon.</summary>
    public bool AnyPending { get; private set; }

    /// <summary>Something wrote to the file since it appeared, as the file system's own notice has it.</summary>
    public void Changed(string name, DateTimeOffset now)
    {
        if (_seen.TryGetValue(name, out var seen))
        {
            _seen[name] = seen with { ChangedAt = now };
        }
    }

    /// <summary>Those of the files that are whole.</summary>
    public IReadOnlyList<FileStamp> Look(IReadOnlyList<FileStamp> files, DateTimeOffset now)
    {
        var settled = new List<FileStamp>();
        AnyPending = false;
        foreach (var file in files)
        {
            if (!_seen.TryGetValue(file.Name, out var seen))
            {
                // What lay there before may be anything: its own time tells when it changed last.
                seen = new(file, now, _looked ? null : Earlier(file.ModifiedAt, now));
            }
            else if (seen.Stamp != file)
            {
                seen = seen with { Stamp = file, ChangedAt = now };
            }

            _seen[file.Name] = seen;
            if (seen.IsStill(now, quietTime))
            {
                settled.Add(file);
            }
            else
            {
                AnyPending = true;
            }
        }

        _looked = true;
        foreach (var gone in _seen.Keys.Except(files.Select(file => file.Name), StringComparer.Ordinal).ToList())
        {
            _seen.Remove(gone);
        }

        return settled;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <param name="ChangedAt">Null where it has not changed since it was first seen.</param>
    private sealed record Seen(FileStamp Stamp, DateTimeOffset FirstSeenAt, DateTimeOffset? ChangedAt)
    {
        public bool IsStill(DateTimeOffset now, TimeSpan quietTime) =>
            ChangedAt is { } changedAt ? now - changedAt >= quietTime : now - FirstSeenAt >= PollInterval;
    }
}
