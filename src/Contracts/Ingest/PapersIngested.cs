namespace Papers.Contracts.Ingest;

/// <summary>
/// Published by Ingest: these papers are new or have a new revision. Each is complete: a receiver needs no other data. At most
/// <see cref="BatchLimits.Items"/> papers and about <see cref="BatchLimits.Bytes"/> bytes.
/// </summary>
public sealed record PapersIngested
{
    public required IReadOnlyList<IngestedPaper> Papers { get; init; }

    /// <summary>Republished: read models may be rebuilt from it, but nobody must be notified of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>One revision of the canonical record of a paper. Texts are plain text without markup.</summary>
public sealed record IngestedPaper
{
    public required PaperId PaperId { get; init; }

    /// <summary>Counts the changes of the canonical record, from 1.</summary>
    public required int Revision { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    /// <summary>Names as the source has them, in the paper's order; empty where unknown.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>arXiv's category codes (<c>cs.CL</c>), the primary one first.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The arXiv identifier without version.</summary>
    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    /// <summary>The authors' comment at arXiv, often about code, venue or withdrawal.</summary>
    public string? Comment { get; init; }

    /// <summary>When the first version was submitted; null where unknown.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The day it was announced or featured; where unknown, the UTC day it was first ingested.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>False where <see cref="Day"/> is the day it was first ingested.</summary>
    public required bool DayIsKnown { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Its position, from 1, in the source's list, where that list is ordered by interest.</summary>
    public int? ListPosition { get; init; }

    /// <summary>
    /// The title exactly as its source has it, with LaTeX and line breaks, where it differs from the readable <see cref="Title"/>; otherwise
    /// null.
    /// </summary>
    public string? SourceTitle { get; init; }

    /// <summary>The abstract exactly as its source has it; null where it equals <see cref="Abstract"/>.</summary>
    public string? SourceAbstract { get; init; }

    /// <summary>Where and how the paper was featured; null where it was not.</summary>
    public Featured? Featured { get; init; }
}
