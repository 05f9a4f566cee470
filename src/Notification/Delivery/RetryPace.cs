namespace Papers.Notification.Delivery;

/// <summary>
/// When a mail that was put off (a 4xx reply, a server that does not answer) is tried again: after five seconds, then twice as long each
/// time, to half an hour at most, until it is given up.
/// </summary>
public static class RetryPace
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    /// <param name="attempts">How often it has been tried, this time included.</param>
    /// <returns>Null where it is given up: the next try would come later than <paramref name="giveUpAfter"/> after it was written.</returns>
    public static DateTimeOffset? Next(DateTimeOffset now, int attempts, DateTimeOffset createdAt, TimeSpan giveUpAfter)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(s_first.TotalSeconds * Math.Pow(2, Math.Max(attempts, 1) - 1), s_longest.TotalSeconds));
        var next = now + wait;
        return next - createdAt <= giveUpAfter ? next : null;
    }
}
