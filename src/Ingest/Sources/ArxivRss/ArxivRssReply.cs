using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>arXiv's feed of a day, complete. <see href="https://info.arxiv.org/help/rss_specifications.html"/></summary>
internal sealed record ArxivRssReply
{
    internal static readonly XmlShape Shape = new(["rss"], new HashSet<string> { "item", "pubDate" });

    /// <summary>In the feed's order; empty at weekends and on arXiv's holidays.</summary>
    public required IReadOnlyList<SourceEntry> Entries { get; init; }

    /// <summary>The day of the announcement, null if the feed has none.</summary>
    public DateOnly? Day { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one complete reply.</exception>
    public static ArxivRssReply Read(Stream reply, SourceContext context)
    {
        var entries = new List<SourceEntry>();
        DateOnly? day = null;
        XmlReply.Read(reply, Shape, (part, line) =>
        {
            if (part.Name.LocalName == "item")
            {
                entries.Add(RssItem.Read(part, day ?? context.Day, line));
            }
            else
            {
                day ??= RssItem.DayOf(XmlTimes.Mail(part.Value));
            }
        });
        return new ArxivRssReply { Entries = entries, Day = day };
    }
}
