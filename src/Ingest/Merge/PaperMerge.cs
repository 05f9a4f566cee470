using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Latex;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Decides, field by field, what the canonical record says, and why. For words the latest arXiv version counts first, then the source that is trusted most
/// for that field; a source that does not say leaves the field to the next. The order in which the sources were read does not matter.
/// The table is in docs/decisions/0013.
/// </summary>
public static class PaperMerge
{
    /// <param name="paperId">Under which the paper is known.</param>
    /// <param name="revision">Of the record that is made.</param>
    /// <param name="firstSeenAt">When the paper was first read anywhere; its UTC day is the paper's where no source tells one.</param>
    /// <param name="said">What each source says of it, at least one record in all.</param>
    public static CanonicalPaper Merge(string paperId, int revision, DateTimeOffset firstSeenAt, IReadOnlyCollection<SourceRecord> said) =>
        Decide(paperId, revision, firstSeenAt, new(said, explain: false));

    /// <summary>For each field of what <see cref="Merge"/> makes of the same, where it is from.</summary>
    public static IReadOnlyList<FieldOrigin> Explain(string paperId, DateTimeOffset firstSeenAt, IReadOnlyCollection<SourceRecord> said)
    {
        var fields = new FieldDecisions(said, explain: true);
        Decide(paperId, 1, firstSeenAt, fields);
        return fields.Origins;
    }

    private static CanonicalPaper Decide(string paperId, int revision, DateTimeOffset firstSeenAt, FieldDecisions fields)
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
        var day = fields.Trusted("day", SourceTrust.Days, record => record.Day, "No source tells one: the UTC day on which Papers first read of it.");
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
            Authors = authors,
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

    // A title of nothing but commands stays as it is.
    private static string Readable(string text) => ReadableText.Of(text) is { Length: > 0 } readable ? readable : SourceText.Clean(text);
}
