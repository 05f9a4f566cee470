using Papers.Ingest.Records;

namespace Papers.Ingest.Sources;

/// <summary>A file format with papers, detected by its content, never by its name.</summary>
internal interface ISourceFormat
{
    /// <summary>The name in reports.</summary>
    string Name { get; }

    bool Recognises(FileBeginning beginning);

    /// <summary>
    /// Reads to the end with bounded memory. An invalid record is a <see cref="RejectedEntry"/>, never an exception; only disk faults throw
    /// (<see cref="IOException"/>). Equal bytes give equal entries in equal order, which resumed imports depend on.
    /// </summary>
    IEnumerable<SourceEntry> Read(Stream text, SourceContext context);
}

/// <summary>The beginning of a file, for format detection: its first lines that are not blank, each cut to a limit.</summary>
internal sealed record FileBeginning(IReadOnlyList<string> Lines)
{
    public const int MostLines = 50;
    public const int LongestLine = 2_000;
}
