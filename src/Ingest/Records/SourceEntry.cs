using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Records;

/// <summary>One step of reading a source: a record, or why there is none.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
public abstract record SourceEntry(long Line);

/// <param name="Seen">What the source counts of the paper now; null where it counts nothing.</param>
public sealed record ReadRecord(long Line, SourceRecord Record, PaperSighting? Seen = null) : SourceEntry(Line);

/// <summary>The source says that it has deleted the paper.</summary>
/// <param name="Source">One of <see cref="SourceNames"/>.</param>
/// <param name="ArxivId">Without version.</param>
/// <param name="DeletedAt">When, as the source tells it.</param>
public sealed record DeletedRecord(long Line, string Source, string ArxivId, DateTimeOffset DeletedAt) : SourceEntry(Line);

/// <param name="Reason">A sentence for the one who made the file.</param>
public sealed record RejectedEntry(long Line, string Reason) : SourceEntry(Line);
