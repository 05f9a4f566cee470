using System.Xml.Linq;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Saved replies of arXiv's API, one or many in a file, and arXiv's daily feed in Atom.</summary>
internal sealed class ArxivAtomFormat : ISourceFormat
{
    public string Name => "arXiv Atom";

    public bool Recognises(FileBeginning beginning) => ArxivAtomReply.Shape.Fits(beginning);

    public IEnumerable<SourceEntry> Read(
        Stream text,
        SourceContext context) => XmlFile.Read(text, ArxivAtomReply.Shape, (part,
        line) => Take(part, context, line));

    private static SourceEntry? Take(XElement part, SourceContext context, long line) => part switch
    {
        _ when part.Name.LocalName != "entry" => null,
        _ when AtomEntry.FindError(part) is { } error => new RejectedEntry(line, $"arXiv answered with an error: \"{TruncatedText.Quote(error)}\"."),
        _ when part.Find("announce_type") is not null => RssItem.Read(part, context.Day, line),
        _ => AtomEntry.Read(part, line).Entry,
    };
}
