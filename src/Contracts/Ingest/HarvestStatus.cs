using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// The state of the harvests of one source, over all replicas. <c>GET /internal/harvests</c> of Ingest returns all sources, in a fixed order.
/// <c>POST /internal/harvests/{name}</c> starts a harvest and returns 202 with <see cref="HarvestAccepted"/>; errors are ProblemDetails: 404 for an
/// unknown name, 409 for a disabled source, with the reason as detail.
/// </summary>
public sealed record HarvestStatus
{
    /// <summary>As in the settings, such as <c>HuggingFaceDaily</c>.</summary>
    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>Why it is disabled and how to enable it, as a sentence for the operator; only where <see cref="Enabled"/> is false.</summary>
    public string? OffBecause { get; init; }

    public required HarvestState State { get; init; }

    public DateTimeOffset? LastStartedAt { get; init; }

    /// <summary>When a harvest last succeeded.</summary>
    public DateTimeOffset? LastSucceededAt { get; init; }

    /// <summary>When the next harvest starts; null while one is running, and where the source is disabled.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Failures since the last success.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>The last error, as a sentence for the operator. Kept after a later success.</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>How far it has come, as text for the operator (<c>2026-02-13 is done</c>); null where it never started.</summary>
    public string? Cursor { get; init; }

    /// <summary>Total number of papers that were new.</summary>
    public required long NewPapers { get; init; }

    /// <summary>Total number of papers that got a new revision.</summary>
    public required long ChangedPapers { get; init; }

    /// <summary>Total number of rejected entries.</summary>
    public required long Rejected { get; init; }

    /// <summary>Why the last one was rejected, as a sentence.</summary>
    public string? LastReject { get; init; }

    /// <summary>Total number of requests to the source.</summary>
    public required long Requests { get; init; }
}

/// <summary>What a source is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HarvestState>))]
public enum HarvestState
{
    /// <summary>The next harvest is not due, or the source is disabled.</summary>
    Idle,

    /// <summary>A replica is harvesting it.</summary>
    Running,

    /// <summary>It failed and waits for its retry.</summary>
    Waiting,
}

/// <summary>A requested harvest.</summary>
public sealed record HarvestAccepted
{
    public required string Name { get; init; }

    /// <summary>True where a harvest was running already and no other was started.</summary>
    public required bool Joined { get; init; }
}
