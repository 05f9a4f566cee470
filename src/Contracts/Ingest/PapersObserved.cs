namespace Papers.Contracts.Ingest;

/// <summary>
/// Published by Ingest: counts of these papers at a source, such as upvotes. They change no revision. For each paper and source only the latest
/// observation counts, in whatever order they arrive.
/// </summary>
public sealed record PapersObserved
{
    public required IReadOnlyList<PaperObservation> Papers { get; init; }

    /// <summary>Republished: read models may be rebuilt from it, but nobody must be notified of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>The counts of one paper at one source at one time; null where the source has no such count.</summary>
public sealed record PaperObservation
{
    public required PaperId PaperId { get; init; }

    /// <summary>The source, such as <c>huggingface-daily</c>.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }
}
