namespace Papers.Contracts.Web;

/// <summary>Published by Web: a reader asks for a paper to be taken in. Ingest answers with <see cref="Ingest.SubmissionSettled"/>.</summary>
public sealed record PaperSubmitted
{
    /// <summary>The longest <see cref="Reference"/> that may be sent, in characters.</summary>
    public const int LongestReference = 300;

    public required Guid SubmissionId { get; init; }

    /// <summary>What the reader typed: an arXiv identifier, an arXiv or Hugging Face address, a DOI, or anything else.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }
}
