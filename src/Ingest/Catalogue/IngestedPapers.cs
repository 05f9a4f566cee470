using System.Text.Json;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>The event payload of a canonical paper.</summary>
internal static class IngestedPapers
{
    public static IngestedPaper Of(CanonicalPaper paper) => new()
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
    public static int Bytes(IngestedPaper paper) =>
        300 + Length(paper.Title) + Length(paper.Abstract) + Length(paper.Comment) + Length(paper.SourceTitle) + Length(paper.SourceAbstract)
        + (paper.Featured is null ? 0 : JsonSerializer.SerializeToUtf8Bytes(paper.Featured, EventJson.Default.Featured).Length)
        + paper.Authors.Sum(name => 3 + Length(name)) + paper.Categories.Sum(code => 3 + Length(code));

    // Letters beyond ASCII are written as escapes of six bytes each.
    private static int Length(string? text)
    {
        var length = text?.Length ?? 0;
        foreach (var letter in text.AsSpan())
        {
            length += letter > '~' ? 5 : 0;
        }

        return length;
    }
}
