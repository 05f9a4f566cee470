using System.Globalization;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <param name="Entry">What it says, or why it is not taken.</param>
/// <param name="UpdatedAt">When the version that it is of was submitted.</param>
public sealed record AtomEntry(SourceEntry Entry, DateTimeOffset? UpdatedAt)
{
    /// <summary>Reads the entry of one paper. Its day is the one on which its first version was announced, whatever version it is of.</summary>
    public static AtomEntry Read(XmlPart entry, long line)
    {
        var published = XmlTimes.Iso(entry.TextOf("published"));
        var updated = XmlTimes.Iso(entry.TextOf("updated"));
        if (entry.TextOf("id") is not { } id)
        {
            return new(new RejectedEntry(line, "It has no id."), updated);
        }

        return new(SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivAtom,
            ArxivId = id,
            Doi = ArxivDoi.FindExternal(entry.TextOf("doi")),
            Title = entry.TextOf("title") ?? "",
            Abstract = entry.TextOf("summary") ?? "",
            Authors = [.. entry.All("author").Select(author => author.TextOf("name") ?? "")],
            Categories = ReadCategories(entry),
            Comment = entry.TextOf("comment"),
            PublishedAt = published,
            Day = published is { } submitted ? AnnouncementDay.Of(submitted) : null,
        }), updated);
    }

    /// <summary>What arXiv says in place of papers where it could not answer; it comes as the only entry of a reply with status 200.</summary>
    public static string? FindError(XmlPart entry) =>
        entry.TextOf("title")?.Trim() == "Error" && entry.TextOf("id")?.Contains("/api/errors", StringComparison.Ordinal) == true
            ? entry.TextOf("summary")?.Trim() ?? "It does not say what."
            : null;

    private static IReadOnlyList<string> ReadCategories(XmlPart entry)
    {
        var codes = entry.All("category").Select(category => category.Attribute("term")).OfType<string>();
        return entry.Find("primary_category")?.Attribute("term") is { } primary ? [.. codes.Prepend(primary).Distinct()] : [.. codes.Distinct()];
    }
}
