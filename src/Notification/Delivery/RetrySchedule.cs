namespace Papers.Notification.Delivery;

/// <summary>
/// When a deferred mail (a 4xx reply, a lost connection) is retried: after five seconds, then after twice as long each time, half an hour at
/// most, until it is given up.
/// </summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromMinutes(30);

    /// <param name="now">The time of the failed attempt.</param>
    /// <param name="attempts">The number of attempts, including this one.</param>
    /// <param name="createdAt">When the mail was queued.</param>
    /// <param name="giveUpAfter">How long after that the last retry may be.</param>
    /// <returns>Null where the mail is given up.</returns>
    public static DateTimeOffset? Next(DateTimeOffset now, int attempts, DateTimeOffset createdAt, TimeSpan giveUpAfter)
    {
        var delay = TimeSpan.FromSeconds(Math.Min(s_firstDelay.TotalSeconds * Math.Pow(2, Math.Max(attempts, 1) - 1), s_maxDelay.TotalSeconds));
        var next = now + delay;
        return next - createdAt <= giveUpAfter ? next : null;
    }
}
