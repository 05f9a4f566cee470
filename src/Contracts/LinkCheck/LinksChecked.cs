using System.Text.Json.Serialization;

namespace Papers.Contracts.LinkCheck;

/// <summary>Published by LinkCheck: these links were asked for, and this is what came of it. The later check of a link counts.</summary>
public sealed record LinksChecked
{
    public required IReadOnlyList<CheckedLink> Links { get; init; }

    public bool IsReplay { get; init; }
}

public sealed record CheckedLink
{
    /// <summary>As a paper spells it (<see cref="FoundLink.Url"/>): a link that papers spell in several ways is told of in each of them.</summary>
    public required string Url { get; init; }

    public required LinkVerdict Verdict { get; init; }

    /// <summary>The HTTP status of the last reply; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Why, in a few plain words, where it is not alive.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<LinkVerdict>))]
public enum LinkVerdict
{
    Alive,

    /// <summary>It could not be told: a time-out, a server's own fault, or a first miss.</summary>
    Unsure,

    /// <summary>Missed several times, days apart, or gone by the server's own word.</summary>
    Dead,

    /// <summary>Not asked for: it leads to a private address.</summary>
    Refused,
}
