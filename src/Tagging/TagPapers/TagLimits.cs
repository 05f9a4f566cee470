namespace Papers.Tagging.TagPapers;

/// <summary>
/// How much of a paper is read and how much is said of it. Lengths are UTF-16 units; arXiv itself takes abstracts of at most 1,920.
/// </summary>
public static class TagLimits
{
    public const int TitleLength = 2_000;

    public const int AbstractLength = 50_000;

    /// <summary>All category codes together; fifty times what arXiv's longest list takes.</summary>
    public const int CategoriesLength = 2_000;

    /// <summary>Categories read of one paper. arXiv's own papers rarely have more than six.</summary>
    public const int Categories = 6;

    /// <summary>The most tags of one paper, categories among them.</summary>
    public const int Tags = 12;

    /// <summary>The most places told for one tag; the title's first.</summary>
    public const int EvidencePerTag = 5;
}
