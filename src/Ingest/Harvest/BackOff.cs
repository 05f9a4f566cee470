namespace Papers.Ingest.Harvest;

/// <summary>The pauses after failed requests and failed harvests.</summary>
internal static class BackOff
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The upper limit of any Retry-After.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    /// <summary>A longer wait ends the harvest, which continues later from its cursor.</summary>
    public static readonly TimeSpan LongestInlineWait = TimeSpan.FromSeconds(30);

    /// <summary>The pauses between the attempts of one request; after the last the request has failed.</summary>
    public static IReadOnlyList<TimeSpan> InlineRetryPauses { get; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)];

    /// <summary>Doubles with each failure up to <see cref="Longest"/>; a longer Retry-After wins, up to its own limit.</summary>
    /// <param name="failuresInARow">Including this one.</param>
    /// <param name="retryAfter">As sent by the source.</param>
    public static TimeSpan After(int failuresInARow, TimeSpan? retryAfter)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(failuresInARow - 1, 0, 20));
        var own = doubled < Longest ? doubled : Longest;
        var requested = Bounded(retryAfter ?? TimeSpan.Zero);
        return requested > own ? requested : own;
    }

    public static TimeSpan Bounded(TimeSpan retryAfter) => retryAfter < LongestRetryAfter ? retryAfter : LongestRetryAfter;
}
