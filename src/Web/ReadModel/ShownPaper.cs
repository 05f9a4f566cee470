using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

/// <summary>A paper as pages show it: what Ingest, Tagging and LinkCheck have told of it so far.</summary>
public sealed record ShownPaper
{
    public required PaperId PaperId { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public required IReadOnlyList<string> Authors { get; init; }

    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    public string? Comment { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public required DateOnly Day { get; init; }

    public required bool DayIsKnown { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public int? ListPosition { get; init; }

    /// <summary>The title letter by letter as its source has it.</summary>
    public required string SourceTitle { get; init; }

    public required string SourceAbstract { get; init; }

    /// <summary>What a page that features papers says of it; null where none does.</summary>
    public Featured? Featured { get; init; }

    /// <summary>How it fares at its sources; null where none counts.</summary>
    public ShownCounts? Counts { get; init; }

    public IReadOnlyList<ShownTag> Tags { get; init; } = [];

    public IReadOnlyList<ShownLink> Links { get; init; } = [];
}

/// <summary>The latest counts of its sources; of several sources the highest.</summary>
public sealed record ShownCounts
{
    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }

    /// <summary>Who counts the upvotes, such as <c>huggingface-daily</c>.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }
}

public sealed record ShownTag(string Slug, string Name, TagKind Kind);

/// <summary>A link that a paper speaks of, and what the last check said.</summary>
public sealed record ShownLink
{
    public required string Url { get; init; }

    public required LinkKind Kind { get; init; }

    /// <summary>Null where it was not checked yet.</summary>
    public LinkVerdict? Verdict { get; init; }

    public int? Status { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>How many stars its repository has, where a source tells.</summary>
    public int? Stars { get; init; }
}
