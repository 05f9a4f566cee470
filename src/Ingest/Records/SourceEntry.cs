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

/// <param name="Reason">A sentence for the one who made the file.</param>
internal sealed record RejectedEntry(long Line, string Reason) : SourceEntry(Line);
