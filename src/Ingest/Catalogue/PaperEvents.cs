using System.Text;
using System.Text.Json;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>The event payloads of canonical papers.</summary>
internal static class PaperEvents
{
    /// <summary>The approximate size of a withdrawn paper as JSON, in bytes.</summary>
    public const int WithdrawnBytes = 200;

    public static IngestedPaper Ingested(CanonicalPaper paper) => new()
    {
        PaperId = new(paper.PaperId),
        Revision = paper.Revision,
        Title = paper.Title,
        Abstract = paper.Abstract,
        Authors = paper.Authors,
        Categories = paper.Categories,
        ArxivId = paper.ArxivId,
        Doi = paper.Doi,
        Comment = paper.Comment,
        PublishedAt = paper.PublishedAt,
        Day = paper.Day,
        DayIsKnown = paper.DayIsKnown,
        FirstSeenAt = paper.FirstSeenAt,
        ListPosition = paper.ListPosition,
        SourceTitle = paper.SourceTitle,
        SourceAbstract = paper.SourceAbstract,
        Featured = paper.Featured,
    };

    /// <summary>The approximate size as JSON, in bytes.</summary>
    public static int IngestedBytes(IngestedPaper paper) =>
        300 + Length(paper.Title) + Length(paper.Abstract) + Length(paper.Comment) + Length(paper.SourceTitle) + Length(paper.SourceAbstract)
        + (paper.Featured is null ? 0 : JsonSerializer.SerializeToUtf8Bytes(paper.Featured, EventJson.Default.Featured).Length)
        + paper.Authors.Sum(name => 3 + Length(name)) + paper.Categories.Sum(code => 3 + Length(code));

    public static WithdrawnPaper Withdrawn(CanonicalPaper paper, Withdrawal withdrawal) => new()
    {
        PaperId = new(paper.PaperId),
        Revision = paper.Revision,
        Reason = withdrawal.Reason,
        MergedInto = withdrawal.MergedInto is { } into ? new(into) : null,
        WithdrawnAt = withdrawal.At,
    };

    // The JSON is UTF-8: at most three bytes for a UTF-16 unit.
    private static int Length(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
