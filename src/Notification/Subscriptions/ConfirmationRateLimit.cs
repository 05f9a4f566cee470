namespace Papers.Notification.Subscriptions;

/// <summary>
/// Limits the confirmation mails to one address, whoever asks for them: the first is sent at once; the gap before the next grows fourfold with
/// each mail that was not answered, to a day at most. A public form must not be usable to flood a stranger's inbox.
/// </summary>
internal static class ConfirmationRateLimit
{
    private static readonly TimeSpan s_maxGap = TimeSpan.FromDays(1);

    /// <param name="now">The current time.</param>
    /// <param name="lastMailAt">When the last mail was queued; null where there was none.</param>
    /// <param name="unanswered">Mails sent to this address since it was last confirmed.</param>
    /// <param name="gap">The gap after the first mail.</param>
    public static bool Allows(DateTimeOffset now, DateTimeOffset? lastMailAt, int unanswered, TimeSpan gap)
    {
        if (lastMailAt is not { } last || unanswered <= 0)
        {
            return true;
        }

        var wait = Math.Min(gap.TotalSeconds * Math.Pow(4, unanswered - 1), Math.Max(gap.TotalSeconds, s_maxGap.TotalSeconds));
        return now - last >= TimeSpan.FromSeconds(wait);
    }
}
