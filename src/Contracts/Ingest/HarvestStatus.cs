using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// How one source is harvested, over all replicas: <c>GET /internal/harvests</c> of Ingest answers all of them, in a fixed order.
/// <c>POST /internal/harvests/{name}</c> has one harvested now and answers 202 with <see cref="HarvestAccepted"/>; a name that is unknown is answered
/// with ProblemDetails and 404, a source that is off with 409 and the reason as its detail.
/// </summary>
public sealed record HarvestStatus
{
    /// <summary>As in the settings, such as <c>HuggingFaceDaily</c>.</summary>
    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>Why it is off and how to switch it on, as a sentence for the operator; only where <see cref="Enabled"/> is false.</summary>
    public string? OffBecause { get; init; }

    public required HarvestState State { get; init; }

    public DateTimeOffset? LastStartedAt { get; init; }

    /// <summary>When a harvest last came to its end.</summary>
    public DateTimeOffset? LastSucceededAt { get; init; }

    /// <summary>When the next one begins; null while one runs, and where the source is off.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Failures since the last success.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>What went wrong last, as a sentence for the operator. It stays after a success, to be looked into.</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>How far it is, in words for people (<c>2026-02-13 is done</c>); null where it never began.</summary>
    public string? Cursor { get; init; }

    /// <summary>Papers that it found first, since ever.</summary>
    public required long NewPapers { get; init; }

    /// <summary>Papers that it gave a new revision, since ever.</summary>
    public required long ChangedPapers { get; init; }

    /// <summary>Entries that could not be taken, since ever.</summary>
    public required long Rejected { get; init; }

    /// <summary>Why the last of them was not, as a sentence.</summary>
    public string? LastReject { get; init; }

    /// <summary>Requests sent to the source, since ever.</summary>
    public required long Requests { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<HarvestState>))]
public enum HarvestState
{
    /// <summary>All is well, and the next one is not due; or the source is off.</summary>
    Idle,

    /// <summary>A replica harvests it now.</summary>
    Running,

    /// <summary>It failed, and waits before it tries again.</summary>
    Waiting,
}

/// <summary>A harvest was ordered.</summary>
public sealed record HarvestAccepted
{
    public required string Name { get; init; }

    /// <summary>True where one ran already, which the order joined.</summary>
    public required bool Joined { get; init; }
}
