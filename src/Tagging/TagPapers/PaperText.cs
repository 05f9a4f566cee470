using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// The text of one revision of a paper that is tagged. Kept, so that a newer vocabulary can tag it again without Ingest; bounded in
/// length, and in a form that PostgreSQL can store.
/// </summary>
internal sealed record PaperText
{
    public required PaperId PaperId { get; init; }

    public required int Revision { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    /// <summary>Category codes joined by single spaces, as arXiv writes them.</summary>
    public required string Categories { get; init; }

    public static PaperText From(IngestedPaper paper) => new()
    {
        PaperId = paper.PaperId,
        Revision = paper.Revision,
        Title = TagText.Storable(paper.Title, TagLimits.TitleLength),
        Abstract = TagText.Storable(paper.Abstract, TagLimits.AbstractLength),
        Categories = TagText.Storable(string.Join(' ', paper.Categories), TagLimits.CategoriesLength),
    };
}
