using Papers.Contracts.LinkCheck;

namespace Papers.Contracts.Web;

/// <summary>
/// Published by Web: the papers of an edition in order of trend, more than one mail holds. Notification chooses from it for each
/// reader what that reader has not had, and sends. One reader gets one (edition, date) once, however often it is ranked.
/// </summary>
public sealed record EditionRanked
{
    /// <summary><c>daily</c>.</summary>
    public required string Edition { get; init; }

    public required DateOnly Date { get; init; }

    public required DateTimeOffset RankedAt { get; init; }

    public required IReadOnlyList<RankedPaper> Papers { get; init; }
}

public sealed record RankedPaper
{
    public required PaperId PaperId { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The names of its tags, the surest first.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<RankedLink> Links { get; init; } = [];

    public required DateOnly Day { get; init; }

    /// <summary>Why it ranks where it does, as a short phrase for people.</summary>
    public required string Reason { get; init; }
}

/// <param name="Verdict">Null where it was not checked yet.</param>
public sealed record RankedLink(string Url, LinkVerdict? Verdict);
