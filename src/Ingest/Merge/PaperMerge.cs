using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Latex;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Builds the canonical record field by field. For texts the latest arXiv version wins, then the source trusted most for that field; a source
/// without a value leaves the field to the next. The order in which sources were read does not matter. The table is in docs/decisions/0013.
/// </summary>
internal static class PaperMerge
{
    /// <param name="firstSeenAt">When the paper was first read anywhere; its UTC day is the paper's day if no source gives one.</param>
    /// <param name="records">One for each statement, at least one in all.</param>
    public static CanonicalPaper Merge(string paperId, int revision, DateTimeOffset firstSeenAt, IReadOnlyCollection<SourceRecord> records) =>
        Decide(paperId, revision, firstSeenAt, new(records, explain: false));

    /// <summary>The source of each field that <see cref="Merge"/> picks from the same records, and why.</summary>
    public static IReadOnlyList<FieldOrigin> Explain(string paperId, DateTimeOffset firstSeenAt, IReadOnlyCollection<SourceRecord> records)
    {
        var fields = new FieldSelection(records, explain: true);
        Decide(paperId, 1, firstSeenAt, fields);
        return fields.Origins;
    }

    private static CanonicalPaper Decide(string paperId, int revision, DateTimeOffset firstSeenAt, FieldSelection fields)
    {
        var title = fields.Latest("title", SourceTrust.Words, record => record.Title) ?? "";
        var text = fields.Latest("abstract", SourceTrust.Words, record => record.Abstract) ?? "";
        var (readableTitle, readableText) = (Readable(title), Readable(text));
        var authors = fields.Latest("authors", SourceTrust.Words, record => record.Authors.Count > 0 ? record.Authors : null) ?? [];
        var categories = fields.Latest("categories", SourceTrust.Words, record => record.Categories.Count > 0 ? record.Categories : null) ?? [];
        var arxivId = fields.ArxivId(paperId);
        var doi = fields.Trusted("doi", SourceTrust.Identifiers, record => record.Doi);
        var comment = fields.Latest("comment", SourceTrust.Words, record => record.Comment);
        var publishedAt = fields.Trusted("publishedAt", SourceTrust.Identifiers, record => record.PublishedAt);
        var day = fields.Trusted("day", SourceTrust.Days, record => record.Day, "No source has a value: the UTC day on which Papers first saw it.");
        return new CanonicalPaper
        {
            PaperId = paperId,
            Revision = revision,
            ArxivId = arxivId,
            Doi = doi,
            Title = readableTitle,
            SourceTitle = readableTitle == title ? null : title,
            Abstract = readableText,
            SourceAbstract = readableText == text ? null : text,
            Authors = [.. authors.Select(Readable)],
            Categories = categories,
            Comment = comment,
            PublishedAt = publishedAt,
            Day = day ?? DateOnly.FromDateTime(firstSeenAt.UtcDateTime),
            DayIsKnown = day is not null,
            ListPosition = fields.Trusted("listPosition", SourceTrust.Lists, record => record.ListPosition),
            Featured = fields.Trusted("featured", SourceTrust.Days, record => record.Featured),
            FirstSeenAt = firstSeenAt,
        };
    }

    // A title that consists of commands only stays as it is.
    private static string Readable(string text) => ReadableText.Of(text) is { Length: > 0 } readable ? readable : SourceText.Clean(text);
}
