using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>arXiv's RSS feed of a day, read whole. <see href="https://info.arxiv.org/help/rss_specifications.html"/></summary>
public sealed record ArxivRssReply
{
    private static readonly HashSet<string> s_containers = ["channel"];

    /// <summary>In the feed's order; none at weekends and on arXiv's holidays.</summary>
    public required IReadOnlyList<RssItem> Items { get; init; }

    public IReadOnlyList<SourceEntry> Entries => field ??= [.. Items.Select(item => item.Entry)];

    /// <summary>The day of the announcement, as the feed tells it; null where it does not.</summary>
    public DateOnly? Day { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one whole reply.</exception>
    public static ArxivRssReply Read(Stream reply, SourceContext context)
    {
        var items = new List<(XmlPart Part, long Line)>();
        DateOnly? day = null;
        XmlReply.Read(reply, "rss", s_containers, (part, line) =>
        {
            switch (part.Name)
            {
                case "item":
                    items.Add((part, line));
                    break;
                case "pubDate":
                    day = DayOf(part.Text);
                    break;
            }
        });
        return new ArxivRssReply { Items = [.. items.Select(item => RssItem.Read(item.Part, day, item.Line))], Day = day };
    }

    // It is midnight in New York, written with its offset there: the day as it stands.
    internal static DateOnly? DayOf(string pubDate) => XmlTimes.Mail(pubDate) is { } time ? DateOnly.FromDateTime(time.DateTime) : null;
}
