using System.Xml.Linq;
using System.Globalization;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>The format <c>arXiv</c>: authors with their names in parts, days without times. <see href="http://arxiv.org/OAI/arXiv.xsd"/></summary>
internal static class ArxivMetadata
{
    public static SourceEntry Read(XElement metadata, string identifier, DateTimeOffset? datestamp, long line) =>
        SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivOaiPmh,
            ArxivId = metadata.TextOf("id") ?? identifier,
            Doi = JournalDoi.Find(metadata.TextOf("doi")),
            Title = metadata.TextOf("title") ?? "",
            Abstract = metadata.TextOf("abstract") ?? "",
            Authors = [.. (metadata.Find("authors")?.All("author") ?? []).Select(NameOf)],
            Categories = CategoriesOf(metadata),
            Comment = metadata.TextOf("comments"),
            Day = DayOf(metadata, metadata.TextOf("id") ?? identifier, datestamp),
        });

    /// <summary>The primary category first.</summary>
    public static IReadOnlyList<string> CategoriesOf(XElement metadata) =>
        [.. (metadata.TextOf("categories") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static string NameOf(XElement author) =>
        string.Join(' ', ((string?[])[author.TextOf("forenames"), author.TextOf("keyname"), author.TextOf("suffix")]).OfType<string>().Select(part => part.Trim()));

    // Only the day of submission is given, so two announcements are possible. The datestamp of a paper that was never changed decides, else the
    // earlier one, which is right for four of five. A day after the month in the id, which is that of the announcement, is not the first version's.
    private static DateOnly? DayOf(XElement metadata, string identifier, DateTimeOffset? datestamp)
    {
        if (XmlTimes.Iso(metadata.TextOf("created")) is not { } created || ArxivId.TryParse(identifier, out var id) && created >= EndOfMonth(id))
        {
            return null;
        }

        var first = AnnouncementDay.Of(created);
        var last = AnnouncementDay.Of(created.AddDays(1).AddSeconds(-1));
        var isUntouched = metadata.Find("updated") is null && datestamp is { } stamp && DateOnly.FromDateTime(stamp.UtcDateTime) == last;
        return isUntouched ? last : first;
    }

    private static DateTimeOffset EndOfMonth(ArxivId id)
    {
        var digits = id.Value.AsSpan(id.Value.IndexOf('/') + 1);
        var (year, month) = (int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..4], CultureInfo.InvariantCulture));
        return new DateTimeOffset(year < 91 ? 2000 + year : 1900 + year, month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
    }
}
