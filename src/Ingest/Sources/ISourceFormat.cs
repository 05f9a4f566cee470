using Papers.Ingest.Records;

namespace Papers.Ingest.Sources;

/// <summary>A kind of file that papers come in. It is told by its content, never by its name.</summary>
internal interface ISourceFormat
{
    /// <summary>What it is called in reports.</summary>
    string Name { get; }

    bool Recognises(FileBeginning sample);

    /// <summary>
    /// Reads to the end with bounded memory. What is wrong with one record is a <see cref="RejectedEntry"/>, never an exception; only a fault
    /// of the disk throws (<see cref="IOException"/>). The same bytes give the same entries in the same order, which is what a resumed import
    /// counts on.
    /// </summary>
    IEnumerable<SourceEntry> Read(Stream text, SourceContext context);
}
