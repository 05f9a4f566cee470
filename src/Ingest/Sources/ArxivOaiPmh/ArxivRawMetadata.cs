using System.Xml.Linq;
using System.Globalization;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>The format <c>arXivRaw</c>: every version with its submission time, authors as one text. <see href="http://arxiv.org/OAI/arXivRaw.xsd"/></summary>
internal static class ArxivRawMetadata
{
    public static SourceEntry Read(XElement metadata, string identifier, long line)
    {
        var versions = metadata.All("version")
            .Select(version => (Number: NumberOf(version.AttributeOf("version")), At: XmlTimes.Mail(version.TextOf("date"))))
            .ToList();
        var first = versions.Where(version => version.Number == 1).Select(version => version.At).FirstOrDefault();
        return SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivOaiPmh,
            ArxivId = metadata.TextOf("id") ?? identifier,
            ArxivVersion = versions.Max(version => version.Number),
            Doi = JournalDoi.Find(metadata.TextOf("doi")),
            Title = metadata.TextOf("title") ?? "",
            Abstract = metadata.TextOf("abstract") ?? "",
            Authors = AuthorLine.Read(metadata.TextOf("authors") ?? ""),
            Categories = ArxivMetadata.CategoriesOf(metadata),
            Comment = metadata.TextOf("comments"),
            PublishedAt = first,
            Day = first is { } submitted ? AnnouncementDay.Of(submitted) : null,
        });
    }

    private static int? NumberOf(string? version) =>
        int.TryParse(version?.TrimStart('v'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
