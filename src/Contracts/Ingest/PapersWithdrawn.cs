using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// Published by Ingest: these papers are none any more. A receiver forgets what it holds of one up to the revision named, and remembers that revision,
/// so that what arrives late does not bring it back; a later revision does.
/// </summary>
public sealed record PapersWithdrawn
{
    public required IReadOnlyList<WithdrawnPaper> Papers { get; init; }

    /// <summary>Sent again on an operator's order: state may be rebuilt from it, but no person is told of it.</summary>
    public bool IsReplay { get; init; }
}

public sealed record WithdrawnPaper
{
    public required PaperId PaperId { get; init; }

    /// <summary>One more than the last revision that was told of.</summary>
    public required int Revision { get; init; }

    public required WithdrawalReason Reason { get; init; }

    /// <summary>The paper that it is now part of; only where <see cref="Reason"/> is <see cref="WithdrawalReason.Merged"/>.</summary>
    public PaperId? MergedInto { get; init; }

    public required DateTimeOffset WithdrawnAt { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<WithdrawalReason>))]
public enum WithdrawalReason
{
    /// <summary>Its source has deleted it.</summary>
    Deleted,

    /// <summary>It turned out to be the same as another paper.</summary>
    Merged,
}
