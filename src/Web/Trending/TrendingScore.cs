namespace Papers.Web.Trending;

/// <summary>
/// How much a paper trends, from what is known of it today: the upvotes that its source counts, or else its place in the list that featured
/// it, whether its code can be had, and its day.
/// </summary>
public static class TrendingScore
{
    /// <summary>After so many days a paper counts for half.</summary>
    public const double HalfLifeInDays = 2;

    private const double BestPlace = 4;
    private const double DoubledUpvotes = .6;
    private const double WorkingCode = 1.5;
    private const double NamedCode = .5;

    /// <summary>
    /// The natural logarithm of a weight that halves every <see cref="HalfLifeInDays"/>, by forward decay (Cormode, Shkapenyuk,
    /// Srivastava, Xu: ICDE 2009): later days weigh more, instead of earlier ones less and less, so that a score once computed holds for
    /// good, and any two can be compared without knowing the time.
    /// </summary>
    public static double Compute(TrendingSignals signals) => Math.Log(Weight(signals)) + signals.Day.DayNumber * Math.Log(2) / HalfLifeInDays;

    /// <summary>
    /// What a paper weighs on its own day: 1 for being there; .6 each time its upvotes double, so that a hundred count for 4; where nobody
    /// counts upvotes, up to 4 for its place in a list (discounted by the logarithm of the place, as attention is), never both, since a list
    /// is in the order of its votes; and 1.5 for code that works or .5 for code that nobody has reached yet. Dead code counts for nothing.
    /// </summary>
    public static double Weight(TrendingSignals signals) =>
        1
        + Interest(signals)
        + signals.Code switch { CodeState.Works => WorkingCode, CodeState.Named => NamedCode, _ => 0 };

    private static double Interest(TrendingSignals signals) => signals switch
    {
        { Upvotes: { } upvotes } => DoubledUpvotes * Math.Log2(1 + Math.Max(0, upvotes)),
        { ListPosition: { } place and >= 1 } => BestPlace / Math.Log2(1 + place),
        _ => 0,
    };
}

public sealed record TrendingSignals
{
    public required DateOnly Day { get; init; }

    /// <summary>Its place, from 1, in the list that it came in, where that list is in order of interest.</summary>
    public int? ListPosition { get; init; }

    /// <summary>What its source counts; null where none does.</summary>
    public int? Upvotes { get; init; }

    public required CodeState Code { get; init; }
}

public enum CodeState
{
    /// <summary>The paper names no code, or only code that is gone.</summary>
    None,

    /// <summary>It names code, and whether that can be had is not known.</summary>
    Named,

    /// <summary>At least one link to code answers.</summary>
    Works,
}
