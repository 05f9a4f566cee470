using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Records;

/// <summary>One entry of a source: a record, a deletion, or the reason for a reject.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
internal abstract record SourceEntry(long Line);

/// <param name="Counts">Null if the source counts nothing.</param>
/// <param name="ChangedAt">When the source last changed the record; null if it does not say.</param>
internal sealed record ReadRecord(long Line, SourceRecord Record, ObservedCounts? Counts = null, DateTimeOffset? ChangedAt = null) : SourceEntry(Line);

/// <summary>The source has deleted the paper.</summary>
/// <param name="Source">One of <see cref="SourceNames"/>.</param>
/// <param name="ArxivId">Without version.</param>
/// <param name="DeletedAt">The time that the source gives.</param>
internal sealed record DeletedRecord(long Line, string Source, string ArxivId, DateTimeOffset DeletedAt) : SourceEntry(Line)
{
    /// <summary>How many entries of the file come before it.</summary>
    public long Position { get; init; }
}

/// <param name="Reason">A sentence for whoever made the file.</param>
internal sealed record RejectedEntry(long Line, string Reason) : SourceEntry(Line)
{
    /// <summary>An unexpected exception while one record is read or saved rejects that record only.</summary>
    public static RejectedEntry Unexpected(long line, Exception fault) =>
        new(line, $"Unexpected error, please report it: {TruncatedText.Quote($"{fault.GetType().Name}: {fault.Message}")}");

    /// <summary>False for faults of the disk or the process, which are not the record's.</summary>
    public static bool CanReject(Exception fault) => fault is not (IOException or InvalidDataException or OperationCanceledException or OutOfMemoryException);

    /// <summary>Reads one record; an unexpected exception rejects it.</summary>
    public static SourceEntry? Guard(long line, Func<SourceEntry?> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (CanReject(fault))
        {
            return Unexpected(line, fault);
        }
    }
}

/// <summary>Reject reasons that several formats share.</summary>
internal static class RejectReasons
{
    public const string Truncated = "The file is truncated or damaged here: its compressed data ends early. The rest was not read.";
    public const string ListTruncated = "The list is truncated here. The rest was not read.";
    public const string InvalidUtf8 = "Invalid UTF-8.";
}

/// <summary>What a source counted of a paper at one time. Counts make no revision; null if the source does not count it.</summary>
internal sealed record ObservedCounts
{
    public required DateTimeOffset ObservedAt { get; init; }

    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }
}

/// <summary>What is known about a text besides its bytes.</summary>
/// <param name="Day">The day of the list, as requested or in the file name; null if unknown.</param>
/// <param name="ReadAt">When it was fetched from its source.</param>
internal sealed record SourceContext(DateOnly? Day, DateTimeOffset ReadAt)
{
    /// <summary>False if <see cref="ReadAt"/> is only when a file arrived here.</summary>
    public bool IsReadAtKnown { get; init; } = true;

    /// <summary>
    /// The time of the counts of a list: when it was fetched, or if that is unknown the end of its day, so that they never replace later ones.
    /// </summary>
    public DateTimeOffset CountedAt(DateOnly? day)
    {
        if (IsReadAtKnown)
        {
            return ReadAt;
        }

        var end = day is { } known ? new DateTimeOffset(known.AddDays(1), default, TimeSpan.Zero) : DateTimeOffset.UnixEpoch;
        return end < ReadAt ? end : ReadAt;
    }
}
