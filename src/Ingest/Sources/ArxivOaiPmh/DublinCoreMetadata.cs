using System.Xml.Linq;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>
/// The format <c>oai_dc</c>, which every repository supports. The meaning of its dates varies, so they are ignored, as are its subjects, which are
/// names instead of codes.
/// <see href="http://www.openarchives.org/OAI/2.0/oai_dc.xsd"/>
/// </summary>
internal static class DublinCoreMetadata
{
    public static SourceEntry Read(XElement metadata, string identifier, long line)
    {
        var identifiers = metadata.All("identifier").Select(found => found.Value.Trim()).Prepend(identifier).ToList();
        if (identifiers.Find(spelled => ArxivId.TryParse(spelled, out _)) is not { } arxivId)
        {
            return new RejectedEntry(line, $"\"{TruncatedText.Quote(identifier)}\" is not an arXiv identifier.");
        }

        // arXiv gives the abstract as the first description, its comment as the next ones.
        var descriptions = metadata.All("description").Select(found => found.Value).Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        return SourceRecordRules.Check(line, new SourceRecord
        {
            Source = SourceNames.ArxivOaiPmh,
            ArxivId = arxivId,
            Doi = identifiers.Select(JournalDoi.Find).FirstOrDefault(doi => doi is not null),
            Title = metadata.TextOf("title") ?? "",
            Abstract = descriptions.FirstOrDefault() ?? "",
            Authors = [.. metadata.All("creator").Select(creator => NameOf(creator.Value))],
            Comment = descriptions is [_, var comment, ..] ? TrimLabel(comment) : null,
        });
    }

    // "Doe, John" becomes "John Doe"; a name with more or fewer commas stays as it is.
    private static string NameOf(string creator) =>
        creator.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, { Length: > 0 } fore] ? $"{fore} {key}" : creator;

    private static string TrimLabel(string comment) =>
        comment.TrimStart().StartsWith("Comment:", StringComparison.Ordinal) ? comment.TrimStart()["Comment:".Length..].TrimStart() : comment;
}
