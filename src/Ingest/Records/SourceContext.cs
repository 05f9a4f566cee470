namespace Papers.Ingest.Records;

/// <summary>What is known of a text besides its bytes.</summary>
/// <param name="Day">The day that it is of: asked for, or named by the file; null where nobody said.</param>
/// <param name="ReadAt">When it was got from its source: the moment of a harvest, the time of a file. What it counts was so then.</param>
internal sealed record SourceContext(DateOnly? Day, DateTimeOffset ReadAt);
