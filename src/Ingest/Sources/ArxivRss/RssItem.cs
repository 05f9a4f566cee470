using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivRss;

/// <param name="Entry">What it says, or why it is not taken.</param>
/// <param name="Type">Why it is listed.</param>
public sealed record RssItem(SourceEntry Entry, AnnounceType Type)
{
    private const string Abstract = "Abstract:";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>Reads one item.</summary>
    /// <param name="item">The element.</param>
    /// <param name="announcedOn">The day of the feed; it is the paper's only where the paper is new.</param>
    /// <param name="line">On which it begins.</param>
    public static RssItem Read(XmlPart item, DateOnly? announcedOn, long line)
    {
        var type = TypeOf(item.TextOf("announce_type"));
        if ((item.TextOf("guid") ?? item.TextOf("link")) is not { } id)
        {
            return new(new RejectedEntry(line, "It has no guid and no link."), type);
        }

        return new(SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivRss,
            ArxivId = id,
            Doi = ArxivDoi.FindExternal(item.TextOf("DOI")),
            Title = item.TextOf("title") ?? "",
            Abstract = AbstractIn(item.TextOf("description") ?? ""),
            Authors = AuthorLine.Read(string.Join(", ", item.All("creator").Where(part => part.Space == DublinCore).Select(part => part.Text))),
            Categories = [.. item.All("category").Select(category => category.Text.Trim()).Distinct()],
            Day = type == AnnounceType.New ? announcedOn : null,
        }), type);
    }

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
