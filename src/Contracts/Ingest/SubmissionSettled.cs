using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>Published by Ingest: the outcome of a submission, once for each <see cref="Web.PaperSubmitted"/>, however often that is delivered.</summary>
public sealed record SubmissionSettled
{
    public required Guid SubmissionId { get; init; }

    public required SubmissionOutcome Outcome { get; init; }

    /// <summary>The submitted paper; null where the submission was rejected.</summary>
    public PaperId? PaperId { get; init; }

    /// <summary>Why it was rejected, as a sentence for the reader.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset SettledAt { get; init; }
}

/// <summary>The outcome of a submission.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubmissionOutcome>))]
public enum SubmissionOutcome
{
    /// <summary>The paper is new.</summary>
    Added,

    /// <summary>The paper was listed already.</summary>
    Known,

    /// <summary>The reference is invalid, or its paper cannot be fetched.</summary>
    Refused,
}
