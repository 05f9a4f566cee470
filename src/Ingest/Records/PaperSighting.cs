namespace Papers.Ingest.Records;

/// <summary>What a source counted of a paper at one moment. It makes no revision. What the source does not count is null.</summary>
public sealed record PaperSighting
{
    public required DateTimeOffset SeenAt { get; init; }

    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }
}
