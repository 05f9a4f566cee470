using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>Saved replies of arXiv's OAI-PMH, one or many in a file, or the records alone that a harvesting program left of them.</summary>
internal sealed class OaiPmhFormat : ISourceFormat
{
    private static readonly XmlShape s_shape = OaiPmhReply.Shape with { Roots = [.. OaiPmhReply.Shape.Roots, "ListRecords", "GetRecord", "records", "Records", "record"] };

    public string Name => "arXiv OAI-PMH";

    public bool Recognises(FileBeginning sample) => s_shape.Fits(sample);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context) => XmlFile.Read(text, s_shape, Take);

    private static SourceEntry? Take(XmlPart part, long line) => part.Name switch
    {
        "record" => OaiPmhRecord.Read(part, line).Entry,
        "error" => new RejectedEntry(line, $"The repository could not answer: {TruncatedText.Quote($"{part.Attribute("code")} {part.Text}")}."),
        _ => null,
    };
}
