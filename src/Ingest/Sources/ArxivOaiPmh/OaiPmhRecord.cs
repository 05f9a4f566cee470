using System.Xml.Linq;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <param name="Entry">The record, its deletion, or why it was rejected.</param>
/// <param name="Datestamp">When the record was last changed; the start of the UTC day if the repository gives days only.</param>
internal sealed record OaiPmhRecord(SourceEntry Entry, DateTimeOffset? Datestamp)
{
    public static OaiPmhRecord Read(XElement record, long line)
    {
        var header = record.Find("header");
        var datestamp = XmlTimes.Iso(header?.TextOf("datestamp"));
        var entry = RejectedEntry.Guard(line, () => ReadEntry(record, header, datestamp, line))!; // ReadEntry never returns null
        return new(entry is ReadRecord read ? read with { ChangedAt = datestamp } : entry, datestamp);
    }

    private static SourceEntry ReadEntry(XElement record, XElement? header, DateTimeOffset? datestamp, long line)
    {
        if (record.FindFault() is { } fault)
        {
            return new RejectedEntry(line, fault);
        }

        if (header?.TextOf("identifier")?.Trim() is not { } identifier)
        {
            return new RejectedEntry(line, "No header with an identifier.");
        }

        if (header.AttributeOf("status") == "deleted")
        {
            return (ArxivId.TryParse(identifier, out var deleted), datestamp) switch
            {
                (false, _) => new RejectedEntry(line, $"\"{TruncatedText.Quote(identifier)}\", which was deleted, is not an arXiv identifier."),
                (_, null) => new RejectedEntry(line, $"{deleted.Value} was deleted, but its header has no datestamp."),
                (_, { } at) => new DeletedRecord(line, SourceNames.ArxivOaiPmh, deleted.Value, at),
            };
        }

        return record.Find("metadata")?.Elements().FirstOrDefault() switch
        {
            null => new RejectedEntry(line, $"\"{TruncatedText.Quote(identifier)}\" has no metadata."),
            { Name.LocalName: "arXiv" } metadata => ArxivMetadata.Read(metadata, identifier, datestamp, line),
            { Name.LocalName: "arXivRaw" } metadata => ArxivRawMetadata.Read(metadata, identifier, line),
            { Name.LocalName: "dc" } metadata => DublinCoreMetadata.Read(metadata, identifier, line),
            { Name.LocalName: var other } => new RejectedEntry(line, $"Unknown metadata <{TruncatedText.Quote(other)}> of \"{TruncatedText.Quote(identifier)}\"; arXiv, arXivRaw and oai_dc are supported."),
        };
    }
}
