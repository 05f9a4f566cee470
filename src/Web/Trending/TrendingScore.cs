namespace Papers.Web.Trending;

/// <summary>
/// The trending score of a paper, from its signals today: its upvotes, or else its position in the list that featured it; whether its
/// code is available; and its day.
/// </summary>
internal static class TrendingScore
{
    public const double HalfLifeInDays = 2;

    private const double FirstPosition = 4;
    private const double DoubledUpvotes = .6;
    private const double WorkingCode = 1.5;
    private const double NamedCode = .5;

    /// <summary>
    /// The natural logarithm of a weight that halves every <see cref="HalfLifeInDays"/>, by forward decay (Cormode, Shkapenyuk,
    /// Srivastava, Xu: ICDE 2009): later days add weight instead of earlier days losing it, so that scores can be compared without
    /// knowing the current time.
    /// </summary>
    public static double Compute(TrendingSignals signals) => Math.Log(Weight(signals)) + signals.Day.DayNumber * Math.Log(2) / HalfLifeInDays;

    /// <summary>
    /// The weight of a paper on its own day: 1, plus .6 for each doubling of its upvotes, so that a hundred count 4; without upvotes, up to
    /// 4 for its list position (discounted by the logarithm of the position, as attention is); plus 1.5 for code that works or .5 for
    /// code that is not checked. Upvotes and list position never both count, since a list is in the order of its upvotes.
    /// </summary>
    public static double Weight(TrendingSignals signals) =>
        1
        + Interest(signals)
        + signals.Code switch { CodeState.Works => WorkingCode, CodeState.Named => NamedCode, _ => 0 };

    private static double Interest(TrendingSignals signals) => signals switch
    {
        { Upvotes: { } upvotes } => DoubledUpvotes * Math.Log2(1 + Math.Max(0, upvotes)),
        { ListPosition: { } position and >= 1 } => FirstPosition / Math.Log2(1 + position),
        _ => 0,
    };
}

internal sealed record TrendingSignals
{
    public required DateOnly Day { get; init; }

    /// <summary>From 1; null where it came in no list, or in one that is not in order of interest.</summary>
    public int? ListPosition { get; init; }

    /// <summary>Null where no source counts them.</summary>
    public int? Upvotes { get; init; }

    public required CodeState Code { get; init; }
}

internal enum CodeState
{
    /// <summary>The paper links to no code, or only to broken links.</summary>
    None,

    /// <summary>It links to code, and no link is known to work.</summary>
    Named,

    /// <summary>At least one link to code works.</summary>
    Works,
}
