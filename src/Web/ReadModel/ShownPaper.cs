using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

/// <summary>A paper as pages show it: everything known from Ingest, Tagging and LinkCheck so far.</summary>
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

    /// <summary>The title exactly as its source has it.</summary>
    public required string SourceTitle { get; init; }

    public required string SourceAbstract { get; init; }

    /// <summary>Data of the page that features it; null where none does.</summary>
    public Featured? Featured { get; init; }

    /// <summary>Null where no source counts anything.</summary>
    public ShownCounts? Counts { get; init; }

    public IReadOnlyList<ShownTag> Tags { get; init; } = [];

    public IReadOnlyList<ShownLink> Links { get; init; } = [];
}

/// <summary>The latest counts of its sources; with several sources, the highest.</summary>
public sealed record ShownCounts
{
    public int? Upvotes { get; init; }

    public int? GithubStars { get; init; }

    public int? Comments { get; init; }

    /// <summary>The source of the upvotes, such as <c>huggingface-daily</c>.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }
}

public sealed record ShownTag(string Slug, string Name, TagKind Kind);

/// <summary>A link of a paper, with its last check.</summary>
public sealed record ShownLink
{
    public required string Url { get; init; }

    public required LinkKind Kind { get; init; }

    /// <summary>Null where it is not checked yet.</summary>
    public LinkVerdict? Verdict { get; init; }

    public int? Status { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>The stars of its repository; null where unknown.</summary>
    public int? Stars { get; init; }
}
