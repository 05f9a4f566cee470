namespace Papers.Contracts.Web;

/// <summary>Published by Web: a reader submitted a paper. Ingest replies with <see cref="Ingest.SubmissionSettled"/>.</summary>
public sealed record PaperSubmitted
{
    /// <summary>The maximum length of <see cref="Reference"/>, in characters.</summary>
    public const int LongestReference = 300;

    public required Guid SubmissionId { get; init; }

    /// <summary>What the reader typed: an arXiv identifier, an arXiv or Hugging Face URL, a DOI, or anything else.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }
}
