namespace Papers.Contracts.Ingest;

/// <summary>
/// Published by Ingest: how these papers were seen to fare at a source. Nothing of the papers themselves changes by it. Of one paper and one source
/// the latest observation counts, whatever order they arrive in.
/// </summary>
public sealed record PapersObserved
{
    public required IReadOnlyList<PaperObservation> Papers { get; init; }

    /// <summary>Sent again on an operator's order: state may be rebuilt from it, but no person is told of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>Counts of one paper at one source at one moment. What the source does not tell is null.</summary>
public sealed record PaperObservation
{
    public required PaperId PaperId { get; init; }

    /// <summary>Who counted, such as <c>huggingface-daily</c>.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }
}
