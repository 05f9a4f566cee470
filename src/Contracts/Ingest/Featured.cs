namespace Papers.Contracts.Ingest;

/// <summary>
/// What a page that features papers (Hugging Face Daily Papers) has about a paper beyond its metadata. A change is a new revision of the paper;
/// counts that change often are in <see cref="PaperObservation"/>. Values that the page does not have are null or empty.
/// </summary>
public sealed record Featured
{
    /// <summary>The day of the list that featured it.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When it was submitted to the page; may be weeks before <see cref="Day"/>.</summary>
    public DateTimeOffset? FeaturedAt { get; init; }

    /// <summary>When it was added to the list of <see cref="Day"/>.</summary>
    public DateTimeOffset? SubmittedOnDailyAt { get; init; }

    public FeaturedAccount? SubmittedBy { get; init; }

    public FeaturedAccount? Organization { get; init; }

    /// <summary>An absolute http or https URL.</summary>
    public string? GithubRepo { get; init; }

    /// <summary>An absolute http or https URL.</summary>
    public string? ProjectPage { get; init; }

    /// <summary>The page's own short summary.</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Images and videos: absolute http or https URLs.</summary>
    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    public string? Thumbnail { get; init; }
}

/// <summary>The account of a person or an organization on the page.</summary>
/// <param name="Name">The name in URLs (<c>ada-lovelace</c>).</param>
/// <param name="Fullname">The display name.</param>
/// <param name="Avatar">An image: an absolute URL, or a path on the page's host; null where there is none.</param>
public sealed record FeaturedAccount(string Name, string? Fullname, string? Avatar);
