using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>arXiv's feed of a day, read whole. <see href="https://info.arxiv.org/help/rss_specifications.html"/></summary>
public sealed record ArxivRssReply
{
    internal static readonly XmlShape Shape = new(["rss"], new HashSet<string> { "item", "pubDate" });

    /// <summary>In the feed's order; none at weekends and on arXiv's holidays.</summary>
    public required IReadOnlyList<RssItem> Items { get; init; }

    public IReadOnlyList<SourceEntry> Entries => field ??= [.. Items.Select(item => item.Entry)];

    /// <summary>The day of the announcement, as the feed tells it; null where it does not.</summary>
    public DateOnly? Day { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one whole reply.</exception>
    public static ArxivRssReply Read(Stream reply, SourceContext context)
    {
        var items = new List<RssItem>();
        DateOnly? day = null;
        XmlReply.Read(reply, Shape, (part, line) =>
        {
            if (part.Name == "item")
            {
                items.Add(RssItem.Read(part, day ?? context.Day, line));
            }
            else
            {
                day ??= RssItem.DayOf(XmlTimes.Mail(part.Text));
            }
        });
        return new ArxivRssReply { Items = items, Day = day };
    }
}
