using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Saved replies of arXiv's API, one or many in a file, and arXiv's daily feed where it was asked for as Atom.</summary>
internal sealed class ArxivAtomFormat : ISourceFormat
{
    public string Name => "arXiv Atom";

    public bool Recognises(FileBeginning sample) => ArxivAtomReply.Shape.Fits(sample);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context) => XmlFile.Read(text, ArxivAtomReply.Shape, (part, line) => Take(part, context, line));

    private static SourceEntry? Take(XmlPart part, SourceContext context, long line) => part switch
    {
        { Name: not "entry" } => null,
        _ when AtomEntry.FindError(part) is { } error => new RejectedEntry(line, $"arXiv could not answer: \"{TruncatedText.Quote(error)}\"."),
        _ when part.Find("announce_type") is not null => RssItem.Read(part, context.Day, line),
        _ => AtomEntry.Read(part, line).Entry,
    };
}
