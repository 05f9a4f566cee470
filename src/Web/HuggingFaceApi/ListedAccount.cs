using System.Text.Json.Serialization;
using Papers.Contracts.Ingest;

namespace Papers.Web.HuggingFaceApi;

/// <summary>A reader as clients read one. Some ask for the name by <c>user</c> and some by <c>name</c>, so it is sent as both.</summary>
public sealed record ListedReader
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

    public static ListedReader Of(FeaturedAccount account) => new()
    {
        Id = ListedId.Of($"user {account.Name}"),
        AvatarUrl = account.Avatar,
        Fullname = account.Fullname ?? account.Name,
        Name = account.Name,
        User = account.Name,
    };
}

public sealed record ListedOrganization
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Fullname { get; init; }

    public string? Avatar { get; init; }

    public static ListedOrganization Of(FeaturedAccount account) => new()
    {
        Id = ListedId.Of($"organization {account.Name}"),
        Name = account.Name,
        Fullname = account.Fullname ?? account.Name,
        Avatar = account.Avatar,
    };
}
