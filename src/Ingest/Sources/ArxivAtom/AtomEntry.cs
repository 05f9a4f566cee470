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
    /// <summary>Reads the entry of one paper.</summary>
    public static AtomEntry Read(XElement entry, long line) =>
        new(RejectedEntry.Guard(line, () => ReadRecord(entry, line))!, XmlTimes.Iso(entry.TextOf("updated"))); // ReadRecord never returns null

    /// <summary>Rejects an entry with a change in the future, and forgets the time, which would end all later walks too early.</summary>
    public AtomEntry Before(DateTimeOffset latest, long line) =>
        UpdatedAt > latest ? new(new RejectedEntry(line, $"The time of its last change, {UpdatedAt:yyyy-MM-dd}, is in the future."), null) : this;

    /// <summary>arXiv's error message, which it sends as the only entry of a reply with status 200.</summary>
    public static string? FindError(XElement entry)
    {
        var id = entry.TextOf("id") ?? "";
        var isError = id.Contains("/api/errors", StringComparison.Ordinal) || entry.TextOf("title")?.Trim() == "Error" && !ArxivId.TryParse(id, out _);
        return isError ? SourceText.Clean(entry.TextOf("summary") ?? "no message") : null;
    }

    private static SourceEntry ReadRecord(XElement entry, long line)
    {
        if (FindFault(entry) is { } fault)
        {
            return new RejectedEntry(line, fault);
        }

        var published = XmlTimes.Iso(entry.TextOf("published"));
        return SourceRecordRules.Check(line, new SourceRecord
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

            // Of the first version, whichever version the entry describes.
            Day = published is { } submitted ? AnnouncementDay.Of(submitted) : null,
        });
    }

    private static string? FindFault(XElement entry) => XmlElements.FindFault(entry) ?? (entry.TextOf("id") is null ? "No id." : null);

    private static IReadOnlyList<string> ReadCategories(XElement entry)
    {
        var codes = entry.All("category").Select(category => category.AttributeOf("term")).OfType<string>();
        return entry.Find("primary_category")?.AttributeOf("term") is { } primary ? [.. codes.Prepend(primary).Distinct()] : [.. codes.Distinct()];
    }
}
