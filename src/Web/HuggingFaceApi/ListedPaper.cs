using System.Globalization;
using System.Text.Json.Serialization;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.Web.ReadModel;

namespace Papers.Web.HuggingFaceApi;

/// <summary>A paper as Hugging Face's clients read it. Its texts are its source's own, letter by letter; what has no value is left out.</summary>
public sealed record ListedPaper
{
    public required string Id { get; init; }

    public required IReadOnlyList<ListedAuthor> Authors { get; init; }

    /// <summary>When it was first submitted; left out where no source tells.</summary>
    public string? PublishedAt { get; init; }

    public required string SubmittedOnDailyAt { get; init; }

    public ListedReader? SubmittedOnDailyBy { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public int Upvotes { get; init; }

    [JsonPropertyName("ai_summary")]
    public string? AiSummary { get; init; }

    /// <summary>The keywords of the page that features it, or else its tags.</summary>
    [JsonPropertyName("ai_keywords")]
    public IReadOnlyList<string>? AiKeywords { get; init; }

    public string? GithubRepo { get; init; }

    /// <summary><c>auto</c> where the address was read from the paper; left out where a page names it, which does not tell who added it.</summary>
    public string? GithubRepoAddedBy { get; init; }

    public int? GithubStars { get; init; }

    public string? ProjectPage { get; init; }

    public ListedOrganization? Organization { get; init; }

    public IReadOnlyList<string>? MediaUrls { get; init; }

    public static ListedPaper Of(ShownPaper paper)
    {
        var featured = paper.Featured;
        var keywords = featured is { Keywords.Count: > 0 }
            ? featured.Keywords
            : paper.Tags.Where(tag => tag.Kind != TagKind.Category).Select(tag => tag.Name).ToList();
        var repository = featured?.GithubRepo ?? paper.Links.FirstOrDefault(link => link.Kind == LinkKind.Code && IsGithub(link.Url))?.Url;
        return new()
        {
            Id = paper.PaperId.Value,
            Authors = [.. paper.Authors.Select((name, place) => new ListedAuthor(ListedId.Of($"{paper.PaperId}/{place}"), name, Hidden: false))],
            PublishedAt = paper.PublishedAt is { } published ? Time(published) : null,
            SubmittedOnDailyAt = Time(featured?.SubmittedOnDailyAt ?? new(paper.Day, TimeOnly.MinValue, TimeSpan.Zero)),
            SubmittedOnDailyBy = featured?.SubmittedBy is { } reader ? ListedReader.Of(reader) : null,
            Title = paper.SourceTitle,
            Summary = paper.SourceAbstract,
            Upvotes = paper.Counts?.Upvotes ?? 0,
            AiSummary = featured?.Summary,
            AiKeywords = keywords.Count > 0 ? keywords : null,
            GithubRepo = repository,
            GithubRepoAddedBy = repository is not null && featured?.GithubRepo is null ? "auto" : null,
            GithubStars = paper.Counts?.GithubStars,
            ProjectPage = featured?.ProjectPage ?? paper.Links.FirstOrDefault(link => link.Kind == LinkKind.Page)?.Url,
            Organization = featured?.Organization is { } organization ? ListedOrganization.Of(organization) : null,
            MediaUrls = featured is { MediaUrls.Count: > 0 } ? featured.MediaUrls : null,
        };
    }

    internal static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool IsGithub(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase);
}

public sealed record ListedAuthor([property: JsonPropertyName("_id")] string Id, string Name, bool Hidden);
