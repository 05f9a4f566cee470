using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Web.Submit;

/// <summary>A paper that a reader submitted.</summary>
public sealed record Submission
{
    public required Guid Id { get; init; }

    /// <summary>As the reader entered it.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Null while it is being looked up.</summary>
    public SubmissionOutcome? Outcome { get; init; }

    public PaperId? PaperId { get; init; }

    /// <summary>Why it was rejected; null where it was not.</summary>
    public string? Reason { get; init; }
}
