namespace Papers.Ingest.Harvest;

/// <summary>How long a source that fails is left alone.</summary>
internal static class BackOff
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>No source may keep us away for longer, whatever it asks for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    /// <summary>So long is waited on the spot; a longer wait ends the harvest, which goes on later from where it was.</summary>
    public static readonly TimeSpan LongestInlineWait = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after the first, second, … brief fault of one request; after the last of them it counts as a failure.</summary>
    public static IReadOnlyList<TimeSpan> InlineRetryPauses { get; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)];

    /// <summary>Doubles from failure to failure up to the bound; what the source asks for counts where it is longer, up to its own bound.</summary>
    /// <param name="failuresInARow">This one included.</param>
    /// <param name="retryAfter">What the source asked for.</param>
    public static TimeSpan After(int failuresInARow, TimeSpan? retryAfter)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(failuresInARow - 1, 0, 20));
        var own = doubled < Longest ? doubled : Longest;
        var asked = Bounded(retryAfter ?? TimeSpan.Zero);
        return asked > own ? asked : own;
    }

    public static TimeSpan Bounded(TimeSpan retryAfter) => retryAfter < LongestRetryAfter ? retryAfter : LongestRetryAfter;
}
