using Papers.Contracts.LinkCheck;

namespace Papers.Contracts.Web;

/// <summary>
/// Published by Web: the papers of an edition in order of trend, more than fit into a mail. Notification selects for each reader the papers that
/// the reader was not sent before. A reader gets each edition and date once, however often it is ranked.
/// </summary>
public sealed record EditionRanked
{
    /// <summary><c>daily</c>.</summary>
    public required string Edition { get; init; }

    public required DateOnly Date { get; init; }

    public required DateTimeOffset RankedAt { get; init; }

    public required IReadOnlyList<RankedPaper> Papers { get; init; }
}

/// <summary>A paper of an edition, with all that its mail shows.</summary>
public sealed record RankedPaper
{
    public required PaperId PaperId { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The names of its tags, the most reliable first.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<RankedLink> Links { get; init; } = [];

    public required DateOnly Day { get; init; }

    /// <summary>Why it has this rank, as a short phrase for readers.</summary>
    public required string Reason { get; init; }
}

/// <summary>A link of a paper.</summary>
/// <param name="Url">As the paper has it.</param>
/// <param name="Verdict">Null where it was not checked yet.</param>
public sealed record RankedLink(string Url, LinkVerdict? Verdict);
