using System.Xml.Linq;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>One item of arXiv's feed. <see href="https://info.arxiv.org/help/rss_specifications.html"/></summary>
internal static class RssItem
{
    private const string Abstract = "Abstract:";

    /// <summary>
    /// Reads one item of RSS, or one entry of an Atom feed. Only a new paper gets the day: cross-lists and replacements were announced before.
    /// </summary>
    /// <param name="announcedOn">The day of the feed, for an item without a day of its own.</param>
    /// <param name="line">The line on which the item begins.</param>
    public static SourceEntry Read(XElement item, DateOnly? announcedOn, long line) =>
        RejectedEntry.Guard(line, () => ReadRecord(item, announcedOn, line))!; // ReadRecord never returns null

    private static SourceEntry ReadRecord(XElement item, DateOnly? announcedOn, long line)
    {
        if (FindFault(item) is { } fault)
        {
            return new RejectedEntry(line, fault);
        }

        var isNew = item.TextOf("announce_type")?.Trim() == "new";
        var day = DayOf(XmlTimes.Mail(item.TextOf("pubDate")) ?? XmlTimes.Iso(item.TextOf("published"))) ?? announcedOn;
        return SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivRss,
            ArxivId = IdOf(item),
            Doi = JournalDoi.Find(item.TextOf("DOI")),
            Title = item.TextOf("title") ?? "",
            Abstract = AbstractIn(item.TextOf("description") ?? item.TextOf("summary") ?? ""),
            Authors = AuthorLine.Read(string.Join(", ", item.All("creator").Select(creator => creator.Value))),
            Categories = [.. item.All("category").Select(category => category.AttributeOf("term") ?? category.Value.Trim()).Distinct()],
            Day = isNew ? day : null,
        });
    }

    // The day is written as midnight in New York with the offset there, so it must not be converted to UTC.
    internal static DateOnly? DayOf(DateTimeOffset? time) => time is { } midnight ? DateOnly.FromDateTime(midnight.DateTime) : null;

    private static string? FindFault(XElement item) => XmlElements.FindFault(item) ?? (IdOf(item) is null ? "No guid and no link." : null);

    private static string? IdOf(XElement item) => item.TextOf("guid") ?? item.TextOf("id") ?? item.TextOf("link");

    private static string AbstractIn(string description) =>
        description.TrimStart().StartsWith("arXiv:", StringComparison.Ordinal) && description.IndexOf(Abstract, StringComparison.Ordinal) is >= 0 and var at
            ? description[(at + Abstract.Length)..]
            : description;
}
