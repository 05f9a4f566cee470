namespace Papers.Tagging.TagPapers;

/// <summary>
/// How much of a paper is read, and how many tags it gets. Lengths are in UTF-16 units; arXiv limits abstracts to 1,920.
/// </summary>
public static class TagLimits
{
    public const int TitleLength = 2_000;

    public const int AbstractLength = 50_000;

    /// <summary>All category codes together; fifty times the longest list in arXiv.</summary>
    public const int CategoriesLength = 2_000;

    /// <summary>Categories per paper; arXiv papers rarely have more than six.</summary>
    public const int Categories = 6;

    /// <summary>Tags per paper, categories included.</summary>
    public const int Tags = 12;

    /// <summary>Places listed as evidence for one tag; those in the title first.</summary>
    public const int EvidencePerTag = 5;
}
