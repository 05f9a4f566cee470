namespace Papers.Ingest.Sources;

/// <summary>One step of reading a source: a record, or why there is none.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
public abstract record SourceEntry(long Line);

public sealed record ReadRecord(long Line, SourceRecord Record) : SourceEntry(Line);

/// <param name="Reason">A sentence for the one who made the file.</param>
public sealed record RejectedEntry(long Line, string Reason) : SourceEntry(Line);
