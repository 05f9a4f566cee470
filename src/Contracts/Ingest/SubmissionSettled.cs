using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>Published by Ingest: what came of a reader's submission. There is one for each <see cref="Web.PaperSubmitted"/>, however often that is delivered.</summary>
public sealed record SubmissionSettled
{
    public required Guid SubmissionId { get; init; }

    public required SubmissionOutcome Outcome { get; init; }

    /// <summary>The paper that was meant; null where it was refused.</summary>
    public PaperId? PaperId { get; init; }

    /// <summary>Why it was refused, as a sentence for the reader.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset SettledAt { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SubmissionOutcome>))]
public enum SubmissionOutcome
{
    /// <summary>The paper was not known before.</summary>
    Added,

    /// <summary>The paper was known already.</summary>
    Known,

    /// <summary>It names no paper that can be had.</summary>
    Refused,
}
