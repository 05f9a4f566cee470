using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>Saved feeds, of one day or of many in a file.</summary>
internal sealed class ArxivRssFormat : ISourceFormat
{
    public string Name => "arXiv RSS";

    public bool Recognises(FileBeginning sample) => ArxivRssReply.Shape.Fits(sample);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        DateOnly? day = null;
        return XmlFile.Read(text, ArxivRssReply.Shape, (part, line) =>
        {
            if (part.Name == "item")
            {
                return RssItem.Read(part, day ?? context.Day, line);
            }

            day = RssItem.DayOf(XmlTimes.Mail(part.Text));
            return null;
        });
    }
}
