using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Web.Submit;

/// <summary>A paper that a reader asked for.</summary>
public sealed record Submission
{
    public required Guid Id { get; init; }

    /// <summary>What the reader typed.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Null while it is not settled.</summary>
    public SubmissionOutcome? Outcome { get; init; }

    public PaperId? PaperId { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }
}
