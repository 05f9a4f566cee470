using System.Text.Json.Serialization;
using Papers.Web.ReadModel;

namespace Papers.Web.HuggingFaceApi;

/// <summary>
/// A row of a listing as Hugging Face's clients read it: the paper, and around it what they look for at the top level alone. What is
/// nested there and read at the top is sent at both places.
/// </summary>
public sealed record ListingRow
{
    public required ListedPaper Paper { get; init; }

    /// <summary>When it was put forward, or where no page tells, its day. Never when it was first submitted, which is the inner one.</summary>
    public required string PublishedAt { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    [JsonPropertyName("ai_summary")]
    public string? AiSummary { get; init; }

    [JsonPropertyName("ai_keywords")]
    public IReadOnlyList<string>? AiKeywords { get; init; }

    public string? GithubRepo { get; init; }

    public int? GithubStars { get; init; }

    public string? ProjectPage { get; init; }

    public IReadOnlyList<string>? MediaUrls { get; init; }

    public string? Thumbnail { get; init; }

    public int NumComments { get; init; }

    public ListedReader? SubmittedBy { get; init; }

    public ListedOrganization? Organization { get; init; }

    public bool IsAuthorParticipating { get; init; }

    public static ListingRow Of(ShownPaper paper)
    {
        var listed = ListedPaper.Of(paper);
        return new()
        {
            Paper = listed,
            PublishedAt = paper.Featured?.FeaturedAt is { } featured ? ListedPaper.Time(featured) : listed.SubmittedOnDailyAt,
            Title = listed.Title,
            Summary = listed.Summary,
            AiSummary = listed.AiSummary,
            AiKeywords = listed.AiKeywords,
            GithubRepo = listed.GithubRepo,
            GithubStars = listed.GithubStars,
            ProjectPage = listed.ProjectPage,
            MediaUrls = listed.MediaUrls,
            Thumbnail = paper.Featured?.Thumbnail,
            NumComments = paper.Counts?.Comments ?? 0,
            SubmittedBy = listed.SubmittedOnDailyBy,
            Organization = listed.Organization,
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<ListingRow>))]
[JsonSerializable(typeof(IndexRequest))]
[JsonSerializable(typeof(ApiError))]
public sealed partial class HuggingFaceJson : JsonSerializerContext;
