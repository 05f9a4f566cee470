namespace Papers.Ingest.Records;

/// <summary>What a source counted of a paper at one time. Counts make no revision; null if the source does not count it.</summary>
internal sealed record ObservedCounts
{
    public required DateTimeOffset ObservedAt { get; init; }

    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }
}
