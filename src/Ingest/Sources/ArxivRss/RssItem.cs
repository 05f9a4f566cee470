using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <param name="Entry">What it says, or why it is not taken.</param>
/// <param name="Type">Why it is listed.</param>
public sealed record RssItem(SourceEntry Entry, AnnounceType Type)
{
    private const string Abstract = "Abstract:";

    /// <summary>Reads one item of RSS, or one entry where the feed is Atom. Only where a paper is new is its day told: else it was announced before.</summary>
    /// <param name="item">The element.</param>
    /// <param name="announcedOn">The day of the feed, for an item that has none of its own.</param>
    /// <param name="line">On which it begins.</param>
    public static RssItem Read(XmlPart item, DateOnly? announcedOn, long line)
    {
        var type = TypeOf(item.TextOf("announce_type"));
        if (FindFault(item) is { } fault)
        {
            return new(new RejectedEntry(line, fault), type);
        }

        var day = DayOf(XmlTimes.Mail(item.TextOf("pubDate")) ?? XmlTimes.Iso(item.TextOf("published"))) ?? announcedOn;
        return new(SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivRss,
            ArxivId = IdOf(item),
            Doi = JournalDoi.Find(item.TextOf("DOI")),
            Title = item.TextOf("title") ?? "",
            Abstract = AbstractIn(item.TextOf("description") ?? item.TextOf("summary") ?? ""),
            Authors = AuthorLine.Read(string.Join(", ", item.All("creator").Select(creator => creator.Text))),
            Categories = [.. item.All("category").Select(category => category.Attribute("term") ?? category.Text.Trim()).Distinct()],
            Day = type == AnnounceType.New ? day : null,
        }), type);
    }

    // A day is midnight in New York, written with the offset there: as it stands.
    internal static DateOnly? DayOf(DateTimeOffset? time) => time is { } midnight ? DateOnly.FromDateTime(midnight.DateTime) : null;

    private static string? FindFault(XmlPart item) => item switch
    {
        { IsDamaged: true } => Reasons.InvalidUtf8,
        _ when IdOf(item) is null => "It has no guid and no link.",
        _ => null,
    };

    private static string? IdOf(XmlPart item) => item.TextOf("guid") ?? item.TextOf("id") ?? item.TextOf("link");

    private static AnnounceType TypeOf(string? text) => text?.Trim() switch
    {
        "new" => AnnounceType.New,
        "cross" => AnnounceType.Cross,
        "replace" => AnnounceType.Replace,
        "replace-cross" => AnnounceType.ReplaceCross,
        _ => AnnounceType.Unknown,
    };

    private static string AbstractIn(string description) =>
        description.TrimStart().StartsWith("arXiv:", StringComparison.Ordinal) && description.IndexOf(Abstract, StringComparison.Ordinal) is >= 0 and var at
            ? description[(at + Abstract.Length)..]
            : description;
}
