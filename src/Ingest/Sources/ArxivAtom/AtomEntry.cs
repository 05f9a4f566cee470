using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <param name="Entry">What it says, or why it is not taken.</param>
/// <param name="UpdatedAt">When the version that it is of was submitted.</param>
internal sealed record AtomEntry(SourceEntry Entry, DateTimeOffset? UpdatedAt)
{
    /// <summary>Reads the entry of one paper. Its day is the one on which its first version was announced, whatever version it is of.</summary>
    public static AtomEntry Read(XmlPart entry, long line)
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

    /// <summary>What arXiv says in place of papers where it could not answer; it comes as the only entry of a reply with status 200.</summary>
    public static string? FindError(XmlPart entry)
    {
        var id = entry.TextOf("id") ?? "";
        var isError = id.Contains("/api/errors", StringComparison.Ordinal) || entry.TextOf("title")?.Trim() == "Error" && !ArxivId.TryParse(id, out _);
        return isError ? SourceText.Clean(entry.TextOf("summary") ?? "arXiv does not say what.") : null;
    }

    private static string? FindFault(XmlPart entry) => entry switch
    {
        { IsDamaged: true } => RejectReasons.InvalidUtf8,
        _ when entry.TextOf("id") is null => "It has no id.",
        _ => null,
    };

    private static IReadOnlyList<string> ReadCategories(XmlPart entry)
    {
        var codes = entry.All("category").Select(category => category.Attribute("term")).OfType<string>();
        return entry.Find("primary_category")?.Attribute("term") is { } primary ? [.. codes.Prepend(primary).Distinct()] : [.. codes.Distinct()];
    }
}
