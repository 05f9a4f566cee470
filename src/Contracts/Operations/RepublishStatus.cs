namespace Papers.Contracts.Operations;

/// <summary>
/// How far the telling again of one kind of fact has come. <c>POST /internal/republish?what=…</c> of its owner begins it (202), from the start also where it
/// is under way; <c>GET /internal/republish</c> answers a list of these, one for each kind that was ever asked for.
/// </summary>
public sealed record RepublishStatus
{
    /// <summary><c>papers</c> (Ingest), <c>tags</c> (Tagging) or <c>links</c> (LinkCheck).</summary>
    public required string What { get; init; }

    /// <summary>How many papers were told of so far.</summary>
    public required long Told { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
