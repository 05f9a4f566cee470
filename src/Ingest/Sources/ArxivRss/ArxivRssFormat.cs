using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>Saved feeds, one or many in a file.</summary>
internal sealed class ArxivRssFormat : ISourceFormat
{
    public string Name => "arXiv RSS";

    public bool Recognises(FileBeginning beginning) => ArxivRssReply.Shape.Fits(beginning);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        DateOnly? day = null;
        return XmlFile.Read(text, ArxivRssReply.Shape, (part, line) =>
        {
            if (part.Name.LocalName == "item")
            {
                return RssItem.Read(part, day ?? context.Day, line);
            }

            day = RssItem.DayOf(XmlTimes.Mail(part.Value));
            return null;
        });
    }
}
