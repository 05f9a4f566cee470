using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// Published by Ingest: these papers no longer exist. A receiver removes its data of a paper up to the given revision and keeps that revision,
/// so that a late older event does not restore the paper. A newer revision does.
/// </summary>
public sealed record PapersWithdrawn
{
    public required IReadOnlyList<WithdrawnPaper> Papers { get; init; }

    /// <summary>Republished: read models may be rebuilt from it, but nobody must be notified of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>One paper that no longer exists.</summary>
public sealed record WithdrawnPaper
{
    public required PaperId PaperId { get; init; }

    /// <summary>One more than the last published revision.</summary>
    public required int Revision { get; init; }

    public required WithdrawalReason Reason { get; init; }

    /// <summary>The paper that it is part of now; only where <see cref="Reason"/> is <see cref="WithdrawalReason.Merged"/>.</summary>
    public PaperId? MergedInto { get; init; }

    public required DateTimeOffset WithdrawnAt { get; init; }
}

/// <summary>Why a paper was withdrawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WithdrawalReason>))]
public enum WithdrawalReason
{
    /// <summary>The source deleted it.</summary>
    Deleted,

    /// <summary>It is the same paper as another one.</summary>
    Merged,
}
