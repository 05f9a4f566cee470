using Papers.Contracts;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Records;

/// <summary>Consecutive entries of a file that are saved together.</summary>
/// <param name="Position">How many entries of the file come before them.</param>
/// <param name="ReadAt">When the file was fetched from its source.</param>
internal sealed record EntryBatch(long Position, DateTimeOffset ReadAt)
{
    private const int MostRejects = 1_000;
    private const int MostCharacters = 2 * 1024 * 1024;

    private readonly List<DigestedRecord> _records = [];
    private readonly List<RejectAt> _rejects = [];
    private readonly List<DeletedRecord> _deletions = [];
    private int _characters;

    public IReadOnlyList<DigestedRecord> Records => _records;

    public IReadOnlyList<RejectAt> Rejects => _rejects;

    /// <summary>Papers that the source has deleted.</summary>
    public IReadOnlyList<DeletedRecord> Deletions => _deletions;

    public int Count => _records.Count + _rejects.Count + _deletions.Count;

    public bool IsFull => _records.Count + _deletions.Count == BatchLimits.Items || _rejects.Count == MostRejects || _characters > MostCharacters;

    public void Add(SourceEntry entry)
    {
        var position = Position + Count;
        switch (entry)
        {
            case ReadRecord read:
                Add(read, position);
                break;
            case RejectedEntry rejected:
                _rejects.Add(new(position, rejected));
                break;
            case DeletedRecord deleted:
                _deletions.Add(deleted with { Position = position });
                break;
            default:
                throw new ArgumentException($"Unknown entry {entry.GetType().Name}.", nameof(entry));
        }
    }

    private void Add(ReadRecord read, long position)
    {
        try
        {
            var record = DigestedRecord.Of(read) with { Position = position };
            _records.Add(record);
            _characters += record.Json.Length;
        }
        catch (Exception fault) when (RejectedEntry.CanReject(fault))
        {
            _rejects.Add(new(position, RejectedEntry.Unexpected(read.Line, fault)));
        }
    }
}

/// <param name="Position">How many entries of the file come before it.</param>
internal sealed record RejectAt(long Position, RejectedEntry Entry);

/// <summary>Rejects records with a day in the future, which would stay above all others.</summary>
internal static class FutureDays
{
    /// <summary>Two days ahead, because arXiv announces on the evening before and clocks differ.</summary>
    public static DateOnly LatestDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(2);

    public static SourceEntry Reject(DateOnly latestDay, SourceEntry entry) =>
        entry is ReadRecord { Record: { Day: { } day } record } && day > latestDay
            ? new RejectedEntry(entry.Line, $"The day of \"{TruncatedText.Quote(record.Title)}\", {day:yyyy-MM-dd}, is in the future.")
            : entry;
}
