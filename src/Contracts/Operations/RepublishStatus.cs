using System.Text.Json.Serialization;

namespace Papers.Contracts.Operations;

/// <summary>
/// The progress of republishing one kind of data. <c>POST /internal/republish?what=…</c> of its owner starts it (202), or restarts it where it is
/// running; <c>GET /internal/republish</c> returns one status for each kind that was ever republished.
/// </summary>
public sealed record RepublishStatus
{
    /// <summary><c>papers</c> (Ingest), <c>tags</c> (Tagging) or <c>links</c> (LinkCheck).</summary>
    public required string What { get; init; }

    /// <summary>The number of papers published so far; <c>told</c> in JSON, as in earlier versions.</summary>
    [JsonPropertyName("told")]
    public required long Published { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is running.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
