using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.Web.ReadModel;

namespace Papers.Web.HuggingFaceApi;

/// <summary>
/// A row of a listing as Hugging Face's clients read it: the paper, and around it what they look for at the top level alone. What is
/// nested there and read at the top is sent at both places.
/// </summary>
public sealed record ListingRow
{
    public required ListedPaper Paper { get; init; }

    public required string PublishedAt { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    [JsonPropertyName("ai_keywords")]
    public IReadOnlyList<string>? AiKeywords { get; init; }

    public string? GithubRepo { get; init; }

    public string? ProjectPage { get; init; }

    public int NumComments { get; init; }

    public bool IsAuthorParticipating { get; init; }

    public static ListingRow Of(ShownPaper paper)
    {
        var listed = ListedPaper.Of(paper);
        return new()
        {
            Paper = listed,
            PublishedAt = listed.SubmittedOnDailyAt,
            Title = listed.Title,
            Summary = listed.Summary,
            AiKeywords = listed.AiKeywords,
            GithubRepo = listed.GithubRepo,
            ProjectPage = listed.ProjectPage,
        };
    }
}

public sealed record ListedPaper
{
    public required string Id { get; init; }

    public required IReadOnlyList<ListedAuthor> Authors { get; init; }

    /// <summary>When it was first submitted; left out where no source tells.</summary>
    public string? PublishedAt { get; init; }

    public required string SubmittedOnDailyAt { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public int Upvotes { get; init; }

    [JsonPropertyName("ai_keywords")]
    public IReadOnlyList<string>? AiKeywords { get; init; }

    public string? GithubRepo { get; init; }

    /// <summary>Always <c>auto</c>: the address was read from the paper.</summary>
    public string? GithubRepoAddedBy { get; init; }

    public string? ProjectPage { get; init; }

    public static ListedPaper Of(ShownPaper paper)
    {
        var keywords = paper.Tags.Where(tag => tag.Kind != TagKind.Category).Select(tag => tag.Name).ToList();
        var repository = paper.Links.FirstOrDefault(link => link.Kind == LinkKind.Code && IsGithub(link.Url))?.Url;
        return new()
        {
            Id = paper.PaperId.Value,
            Authors = [.. paper.Authors.Select((name, place) => new ListedAuthor(IdOf($"{paper.PaperId}/{place}"), name, Hidden: false))],
            PublishedAt = paper.PublishedAt is { } published ? Time(published) : null,
            SubmittedOnDailyAt = Time(new(paper.Day, TimeOnly.MinValue, TimeSpan.Zero)),
            Title = paper.Title,
            Summary = paper.Abstract,
            AiKeywords = keywords.Count > 0 ? keywords : null,
            GithubRepo = repository,
            GithubRepoAddedBy = repository is null ? null : "auto",
            ProjectPage = paper.Links.FirstOrDefault(link => link.Kind == LinkKind.Page)?.Url,
        };
    }

    private static bool IsGithub(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Clients expect 24 hex digits that stay the same.
    private static string IdOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24];
}

public sealed record ListedAuthor([property: JsonPropertyName("_id")] string Id, string Name, bool Hidden);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<ListingRow>))]
[JsonSerializable(typeof(ApiError))]
public sealed partial class HuggingFaceJson : JsonSerializerContext;
