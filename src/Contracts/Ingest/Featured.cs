namespace Papers.Contracts.Ingest;

/// <summary>
/// What a page that features papers (Hugging Face Daily Papers) says of one beyond its metadata. It changes seldom, and a change is a new revision;
/// what changes by the hour is a <see cref="PaperObservation"/>. What the page does not say is null or empty.
/// </summary>
public sealed record Featured
{
    /// <summary>The day of the list that it stood in.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When it was put forward; may lie weeks before <see cref="Day"/>.</summary>
    public DateTimeOffset? FeaturedAt { get; init; }

    /// <summary>When it was put on the list of <see cref="Day"/>.</summary>
    public DateTimeOffset? SubmittedOnDailyAt { get; init; }

    public FeaturedAccount? SubmittedBy { get; init; }

    public FeaturedAccount? Organization { get; init; }

    /// <summary>Absolute addresses, http or https, as the page has them.</summary>
    public string? GithubRepo { get; init; }

    public string? ProjectPage { get; init; }

    /// <summary>The page's own short summary.</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Pictures and films, absolute http or https addresses.</summary>
    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    public string? Thumbnail { get; init; }
}

/// <summary>A person or an organization as the page knows it.</summary>
/// <param name="Name">The name that addresses are made of (<c>ada-lovelace</c>).</param>
/// <param name="Fullname">The name for people.</param>
/// <param name="Avatar">A picture: an absolute address, or a path on the page's own host; null where there is none.</param>
public sealed record FeaturedAccount(string Name, string? Fullname, string? Avatar);
