namespace Papers.Notification.Subscriptions;

/// <summary>
/// How often a mail to confirm may go to one address, whoever asks: the first at once, then after a gap that grows fourfold with each
/// mail that was not answered, to a day at most. A form that anyone may post must not become a way to flood a stranger's inbox.
/// </summary>
public static class ConfirmationPace
{
    private static readonly TimeSpan s_longestGap = TimeSpan.FromDays(1);

    /// <param name="unanswered">Mails sent to this address since it last confirmed.</param>
    public static bool Allows(DateTimeOffset now, DateTimeOffset? lastMailAt, int unanswered, TimeSpan gap)
    {
        if (lastMailAt is not { } last || unanswered <= 0)
        {
            return true;
        }

        var wait = Math.Min(gap.TotalSeconds * Math.Pow(4, unanswered - 1), Math.Max(gap.TotalSeconds, s_longestGap.TotalSeconds));
        return now - last >= TimeSpan.FromSeconds(wait);
    }
}
