using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.Web.ReadModel;

namespace Papers.Web.HuggingFaceApi;

/// <summary>
/// One item of a list in the shape of Hugging Face's API: the paper, and the fields that clients read at the top level. Fields that
/// clients read at both levels are sent twice.
/// </summary>
internal sealed record HuggingFaceListItem
{
    public required HuggingFacePaper Paper { get; init; }

    /// <summary>When it was featured, or its day where unknown; the inner <c>publishedAt</c> is when it was first submitted.</summary>
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

    public HuggingFaceUser? SubmittedBy { get; init; }

    public HuggingFaceOrganization? Organization { get; init; }

    public bool IsAuthorParticipating { get; init; }

    public static HuggingFaceListItem From(ShownPaper paper)
    {
        var item = HuggingFacePaper.From(paper);
        return new()
        {
            Paper = item,
            PublishedAt = paper.Featured?.FeaturedAt is { } featured ? HuggingFacePaper.Time(featured) : item.SubmittedOnDailyAt,
            Title = item.Title,
            Summary = item.Summary,
            AiSummary = item.AiSummary,
            AiKeywords = item.AiKeywords,
            GithubRepo = item.GithubRepo,
            GithubStars = item.GithubStars,
            ProjectPage = item.ProjectPage,
            MediaUrls = item.MediaUrls,
            Thumbnail = paper.Featured?.Thumbnail,
            NumComments = paper.Counts?.Comments ?? 0,
            SubmittedBy = item.SubmittedOnDailyBy,
            Organization = item.Organization,
        };
    }
}

/// <summary>A paper in the shape of Hugging Face's API. Its texts are exactly those of its source; missing values are omitted.</summary>
internal sealed record HuggingFacePaper
{
    public required string Id { get; init; }

    public required IReadOnlyList<HuggingFaceAuthor> Authors { get; init; }

    /// <summary>When it was first submitted; omitted where unknown.</summary>
    public string? PublishedAt { get; init; }

    public required string SubmittedOnDailyAt { get; init; }

    public HuggingFaceUser? SubmittedOnDailyBy { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public int Upvotes { get; init; }

    [JsonPropertyName("ai_summary")]
    public string? AiSummary { get; init; }

    /// <summary>The keywords of its featured page, or else its tags.</summary>
    [JsonPropertyName("ai_keywords")]
    public IReadOnlyList<string>? AiKeywords { get; init; }

    public string? GithubRepo { get; init; }

    /// <summary><c>auto</c> where the URL was found in the paper; omitted where the featured page has it, since nothing says who added it.</summary>
    public string? GithubRepoAddedBy { get; init; }

    public int? GithubStars { get; init; }

    public string? ProjectPage { get; init; }

    public HuggingFaceOrganization? Organization { get; init; }

    public IReadOnlyList<string>? MediaUrls { get; init; }

    public static HuggingFacePaper From(ShownPaper paper)
    {
        var featured = paper.Featured;
        var keywords = featured is { Keywords.Count: > 0 }
            ? featured.Keywords
            : paper.Tags.Where(tag => tag.Kind != TagKind.Category).Select(tag => tag.Name).ToList();
        var repository = featured?.GithubRepo ?? paper.Links.FirstOrDefault(link => link.Kind == LinkKind.Code && IsGithub(link.Url))?.Url;
        return new()
        {
            Id = paper.PaperId.Value,
            Authors = [.. paper.Authors.Select((name, place) => new HuggingFaceAuthor(HuggingFaceId.From($"{paper.PaperId}/{place}"), name, Hidden: false))],
            PublishedAt = paper.PublishedAt is { } published ? Time(published) : null,
            SubmittedOnDailyAt = Time(featured?.SubmittedOnDailyAt ?? new(paper.Day, TimeOnly.MinValue, TimeSpan.Zero)),
            SubmittedOnDailyBy = featured?.SubmittedBy is { } reader ? HuggingFaceUser.From(reader) : null,
            Title = paper.SourceTitle,
            Summary = paper.SourceAbstract,
            Upvotes = paper.Counts?.Upvotes ?? 0,
            AiSummary = featured?.Summary,
            AiKeywords = keywords.Count > 0 ? keywords : null,
            GithubRepo = repository,
            GithubRepoAddedBy = repository is not null && featured?.GithubRepo is null ? "auto" : null,
            GithubStars = paper.Counts?.GithubStars,
            ProjectPage = featured?.ProjectPage ?? paper.Links.FirstOrDefault(link => link.Kind == LinkKind.Page)?.Url,
            Organization = featured?.Organization is { } organization ? HuggingFaceOrganization.From(organization) : null,
            MediaUrls = featured is { MediaUrls.Count: > 0 } ? featured.MediaUrls : null,
        };
    }

    internal static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool IsGithub(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase);
}

internal sealed record HuggingFaceAuthor([property: JsonPropertyName("_id")] string Id, string Name, bool Hidden);

/// <summary>Some clients read the name as <c>user</c> and some as <c>name</c>, so it is sent as both.</summary>
internal sealed record HuggingFaceUser
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public string? AvatarUrl { get; init; }

    public required string Fullname { get; init; }

    public required string Name { get; init; }

    public required string User { get; init; }

    public string Type { get; } = "user";

    public bool IsPro { get; }

    public bool IsHf { get; }

    public bool IsHfAdmin { get; }

    public bool IsMod { get; }

    public static HuggingFaceUser From(FeaturedAccount account) => new()
    {
        Id = HuggingFaceId.From($"user {account.Name}"),
        AvatarUrl = account.Avatar,
        Fullname = account.Fullname ?? account.Name,
        Name = account.Name,
        User = account.Name,
    };
}

internal sealed record HuggingFaceOrganization
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Fullname { get; init; }

    public string? Avatar { get; init; }

    public static HuggingFaceOrganization From(FeaturedAccount account) => new()
    {
        Id = HuggingFaceId.From($"organization {account.Name}"),
        Name = account.Name,
        Fullname = account.Fullname ?? account.Name,
        Avatar = account.Avatar,
    };
}

/// <summary>Clients expect stable IDs of 24 hex digits.</summary>
internal static class HuggingFaceId
{
    private const int Length = 24;

    public static string From(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..Length];
}
