using System.Text.Json.Serialization;

namespace Papers.Contracts.LinkCheck;

/// <summary>Published by LinkCheck: the verdicts on these links. Of several checks of a link, the latest counts.</summary>
public sealed record LinksChecked
{
    public required IReadOnlyList<CheckedLink> Links { get; init; }

    /// <summary>Republished: read models may be rebuilt from it, but nobody must be notified of it.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>A link and its last check.</summary>
public sealed record CheckedLink
{
    /// <summary>The URL as a paper has it (<see cref="FoundLink.Url"/>). If papers write a link differently, there is one item for each URL.</summary>
    public required string Url { get; init; }

    public required LinkVerdict Verdict { get; init; }

    /// <summary>The HTTP status of the last reply; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Why it is not alive, in a few words for readers; null where it is.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }
}

/// <summary>Whether a link works.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkVerdict>))]
public enum LinkVerdict
{
    /// <summary>A page was returned.</summary>
    Alive,

    /// <summary>It could not be verified: a timeout, a server error, or a first miss.</summary>
    Unsure,

    /// <summary>Missed several times, days apart, or reported as gone (410).</summary>
    Dead,

    /// <summary>Not requested, since it leads to a private address.</summary>
    Refused,
}
