using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <param name="Entry">What it says, that it was deleted, or why it is not taken.</param>
/// <param name="Datestamp">When the record was last changed; where the repository tells days only, the first moment of that day in UTC.</param>
internal sealed record OaiPmhRecord(SourceEntry Entry, DateTimeOffset? Datestamp)
{
    public static OaiPmhRecord Read(XmlPart record, long line)
    {
        var header = record.Find("header");
        var datestamp = XmlTimes.Iso(header?.TextOf("datestamp"));
        return new(ReadEntry(record, header, datestamp, line), datestamp);
    }

    private static SourceEntry ReadEntry(XmlPart record, XmlPart? header, DateTimeOffset? datestamp, long line)
    {
        if (record.IsDamaged)
        {
            return new RejectedEntry(line, RejectReasons.InvalidUtf8);
        }

        if (header?.TextOf("identifier")?.Trim() is not { } identifier)
        {
            return new RejectedEntry(line, "It has no header with an identifier.");
        }

        if (header.Attribute("status") == "deleted")
        {
            return (ArxivId.TryParse(identifier, out var deleted), datestamp) switch
            {
                (false, _) => new RejectedEntry(line, $"\"{TruncatedText.Quote(identifier)}\", which was deleted, is not an arXiv identifier."),
                (_, null) => new RejectedEntry(line, $"{deleted.Value} was deleted, but its header does not say when."),
                (_, { } at) => new DeletedRecord(line, SourceNames.ArxivOaiPmh, deleted.Value, at),
            };
        }

        return record.Find("metadata")?.Parts.FirstOrDefault() switch
        {
            null => new RejectedEntry(line, $"\"{TruncatedText.Quote(identifier)}\" has no metadata."),
            { Name: "arXiv" } metadata => ArxivMetadata.Read(metadata, identifier, datestamp, line),
            { Name: "arXivRaw" } metadata => ArxivRawMetadata.Read(metadata, identifier, line),
            { Name: "dc" } metadata => DublinCoreMetadata.Read(metadata, identifier, line),
            { Name: var other } => new RejectedEntry(line, $"The metadata of \"{TruncatedText.Quote(identifier)}\" are <{TruncatedText.Quote(other)}>; arXiv, arXivRaw and oai_dc are read."),
        };
    }
}
