using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// Two papers that may be duplicates and are not merged automatically. <c>GET /internal/twins?after=ID</c> of Ingest returns a
/// <see cref="TwinList"/>; <c>POST /internal/twins/{id}/join</c> merges them and returns <see cref="TwinsJoined"/>;
/// <c>POST /internal/twins/{id}/dismiss</c> keeps them separate for good (204). 404 where the id is no longer listed.
/// </summary>
public sealed record SuspectedTwins
{
    public required long Id { get; init; }

    /// <summary>The one that was ingested first.</summary>
    public required TwinPaper One { get; init; }

    public required TwinPaper Other { get; init; }

    public required TwinSuspicion Suspicion { get; init; }

    /// <summary>Why they may be duplicates, as a sentence for the operator.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset Since { get; init; }
}

/// <summary>One of two possible duplicates.</summary>
public sealed record TwinPaper
{
    public required PaperId PaperId { get; init; }

    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    public required string Title { get; init; }

    /// <summary>At most <see cref="CataloguedPaper.MostNames"/>.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    public required DateOnly Day { get; init; }
}

/// <summary>Why two papers may be duplicates.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TwinSuspicion>))]
public enum TwinSuspicion
{
    /// <summary>The same title, and similar authors.</summary>
    SameTitle,

    /// <summary>The same DOI.</summary>
    SameDoi,
}

/// <summary>One page of possible duplicates.</summary>
/// <param name="Twins">The oldest first, at most <see cref="Most"/>.</param>
/// <param name="Total">The number of all.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null at the end.</param>
public sealed record TwinList(IReadOnlyList<SuspectedTwins> Twins, long Total, long? Next)
{
    public const int Most = 50;
}

/// <summary>Two merged duplicates.</summary>
/// <param name="Kept">The merged paper.</param>
/// <param name="Gone">The paper merged into it; its URL redirects to the merged paper.</param>
public sealed record TwinsJoined(PaperId Kept, PaperId Gone);
