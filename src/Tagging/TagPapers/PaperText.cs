using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// What Tagging reads of one revision of a paper, and keeps, so that a newer vocabulary can read it again without asking anyone:
/// bounded, and in a form that PostgreSQL can hold.
/// </summary>
public sealed record PaperText
{
    public required PaperId PaperId { get; init; }

    public required int Revision { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    /// <summary>The codes joined by single spaces, as arXiv writes them.</summary>
    public required string Categories { get; init; }

    public static PaperText Of(IngestedPaper paper) => new()
    {
        PaperId = paper.PaperId,
        Revision = paper.Revision,
        Title = TagText.Storable(paper.Title, TagLimits.TitleLength),
        Abstract = TagText.Storable(paper.Abstract, TagLimits.AbstractLength),
        Categories = TagText.Storable(string.Join(' ', paper.Categories), TagLimits.CategoriesLength),
    };
}
