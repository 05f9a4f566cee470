using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// Two papers that may be one, and that Papers does not join by itself. <c>GET /internal/twins?after=ID</c> of Ingest answers a <see cref="TwinList"/>;
/// <c>POST /internal/twins/{id}/join</c> makes them one and answers <see cref="TwinsJoined"/>; <c>POST /internal/twins/{id}/dismiss</c> says that they are two (204), and
/// they are never listed again. 404 where nothing is suspected under that number any more.
/// </summary>
public sealed record SuspectedTwins
{
    public required long Id { get; init; }

    /// <summary>The one that was known first.</summary>
    public required TwinPaper One { get; init; }

    public required TwinPaper Other { get; init; }

    public required TwinSuspicion Suspicion { get; init; }

    /// <summary>Why, as a sentence for an operator.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset Since { get; init; }
}

public sealed record TwinPaper
{
    public required PaperId PaperId { get; init; }

    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    public required string Title { get; init; }

    /// <summary>The first of them, as many as <see cref="CataloguedPaper.MostNames"/>.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    public required DateOnly Day { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<TwinSuspicion>))]
public enum TwinSuspicion
{
    /// <summary>One title, and authors that may be the same.</summary>
    SameTitle,

    /// <summary>One DOI.</summary>
    SameDoi,
}

/// <param name="Twins">The oldest suspicions first, at most <see cref="Most"/>.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">What to ask for next with <c>after</c>; null where this is the end.</param>
public sealed record TwinList(IReadOnlyList<SuspectedTwins> Twins, long Total, long? Next)
{
    public const int Most = 50;
}

/// <param name="Kept">The paper that both are now.</param>
/// <param name="Gone">The one that is part of it, and leads to it.</param>
public sealed record TwinsJoined(PaperId Kept, PaperId Gone);
