using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Records;

/// <summary>One entry of a source: a record, a deletion, or the reason for a reject.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
internal abstract record SourceEntry(long Line);

/// <param name="Counts">Null if the source counts nothing.</param>
internal sealed record ReadRecord(long Line, SourceRecord Record, ObservedCounts? Counts = null) : SourceEntry(Line);

/// <summary>The source has deleted the paper.</summary>
/// <param name="Source">One of <see cref="SourceNames"/>.</param>
/// <param name="ArxivId">Without version.</param>
/// <param name="DeletedAt">The time that the source gives.</param>
internal sealed record DeletedRecord(long Line, string Source, string ArxivId, DateTimeOffset DeletedAt) : SourceEntry(Line);

/// <param name="Reason">A sentence for whoever made the file.</param>
internal sealed record RejectedEntry(long Line, string Reason) : SourceEntry(Line);

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
/// <param name="ReadAt">When it was fetched from its source; its counts are of that time.</param>
internal sealed record SourceContext(DateOnly? Day, DateTimeOffset ReadAt);
