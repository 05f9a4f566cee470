using System.Xml.Linq;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <param name="Entry">The record, or why it was rejected.</param>
/// <param name="UpdatedAt">When the version was submitted.</param>
internal sealed record AtomEntry(SourceEntry Entry, DateTimeOffset? UpdatedAt)
{
    /// <summary>Reads the entry of one paper. Its day is the announcement of the first version.</summary>
    public static AtomEntry Read(XElement entry, long line)
    {
        var updated = XmlTimes.Iso(entry.TextOf("updated"));
        if (FindFault(entry) is { } fault)
        {
            return new(new RejectedEntry(line, fault), updated);
        }

        var published = XmlTimes.Iso(entry.TextOf("published"));
        return new(SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivAtom,
            ArxivId = entry.TextOf("id"),
            Doi = JournalDoi.Find(entry.TextOf("doi")),
            Title = entry.TextOf("title") ?? "",
            Abstract = entry.TextOf("summary") ?? "",
            Authors = [.. entry.All("author").Select(author => author.TextOf("name") ?? "")],
            Categories = ReadCategories(entry),
            Comment = entry.TextOf("comment"),
            PublishedAt = published,
            Day = published is { } submitted ? AnnouncementDay.Of(submitted) : null,
        }), updated);
    }

    /// <summary>arXiv's error message, which it sends as the only entry of a reply with status 200.</summary>
    public static string? FindError(XElement entry)
    {
        var id = entry.TextOf("id") ?? "";
        var isError = id.Contains("/api/errors", StringComparison.Ordinal) || entry.TextOf("title")?.Trim() == "Error" && !ArxivId.TryParse(id, out _);
        return isError ? SourceText.Clean(entry.TextOf("summary") ?? "no message") : null;
    }

    private static string? FindFault(XElement entry) => entry switch
    {
        _ when entry.IsDamaged() => RejectReasons.InvalidUtf8,
        _ when entry.TextOf("id") is null => "No id.",
        _ => null,
    };

    private static IReadOnlyList<string> ReadCategories(XElement entry)
    {
        var codes = entry.All("category").Select(category => category.AttributeOf("term")).OfType<string>();
        return entry.Find("primary_category")?.AttributeOf("term") is { } primary ? [.. codes.Prepend(primary).Distinct()] : [.. codes.Distinct()];
    }
}
