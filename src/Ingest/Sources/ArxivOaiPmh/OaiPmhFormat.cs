using System.Xml.Linq;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>Saved replies of arXiv's OAI-PMH, one or many in a file, or records alone, as some harvesting programs save them.</summary>
internal sealed class OaiPmhFormat : ISourceFormat
{
    private static readonly XmlShape s_shape = OaiPmhReply.Shape with { Roots = [.. OaiPmhReply.Shape.Roots, "ListRecords", "GetRecord", "records", "Records", "record"] };

    public string Name => "arXiv OAI-PMH";

    public bool Recognises(FileBeginning beginning) => s_shape.Fits(beginning);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context) => XmlFile.Read(text, s_shape, Take);

    private static SourceEntry? Take(XElement part, long line) => part.Name.LocalName switch
    {
        "record" => OaiPmhRecord.Read(part, line).Entry,
        "error" => new RejectedEntry(line, $"The repository answered with an error: {TruncatedText.Quote($"{part.AttributeOf("code")} {part.Value}")}."),
        _ => null,
    };
}
