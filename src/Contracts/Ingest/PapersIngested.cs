namespace Papers.Contracts.Ingest;

/// <summary>
/// Published by Ingest: these papers are new, or have a new revision. Each is whole, so that a receiver needs nothing else.
/// At most <see cref="BatchLimits.Items"/> papers and about <see cref="BatchLimits.Bytes"/> bytes.
/// </summary>
public sealed record PapersIngested
{
    public required IReadOnlyList<IngestedPaper> Papers { get; init; }

    /// <summary>Sent again on an operator's order: state may be rebuilt from it, but no person is told of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>A canonical paper as of one revision. Texts are plain text, never markup.</summary>
public sealed record IngestedPaper
{
    public required PaperId PaperId { get; init; }

    /// <summary>Counts the changes of this paper's canonical record, from 1.</summary>
    public required int Revision { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    /// <summary>Names as the source spells them, in the paper's order; empty where unknown.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>arXiv's category codes (<c>cs.CL</c>), the primary one first.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The arXiv identifier without version.</summary>
    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    /// <summary>The authors' comment at arXiv; often tells of code, venue or withdrawal.</summary>
    public string? Comment { get; init; }

    /// <summary>When the first version was submitted, where a source tells it.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The day this paper belongs to: announced or featured; where no source tells it, the UTC day it was first seen.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>False where <see cref="Day"/> is only the day it was first seen.</summary>
    public required bool DayIsKnown { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Its place, from 1, in the list it came in, where that list is in order of interest.</summary>
    public int? ListPosition { get; init; }

    /// <summary>
    /// The title letter by letter as its source has it, with LaTeX and line breaks, where <see cref="Title"/> was made readable and so says it in
    /// other letters; null where both are the same.
    /// </summary>
    public string? SourceTitle { get; init; }

    /// <summary>The abstract letter by letter as its source has it; null where it is the same as <see cref="Abstract"/>.</summary>
    public string? SourceAbstract { get; init; }

    /// <summary>What a page that features papers says of it; null where none does.</summary>
    public Featured? Featured { get; init; }
}
