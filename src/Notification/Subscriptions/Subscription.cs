using Papers.Contracts.Notification;

namespace Papers.Notification.Subscriptions;

/// <summary>The part of a subscription's row that the links in mails depend on.</summary>
internal sealed record Subscription(string Address, SubscriptionState State, int Round)
{
    /// <summary>
    /// What a reader sees who opens a link. A confirmation link is valid until it expires or the reader unsubscribes; once used, it reports
    /// the confirmed subscription, however late it is opened again.
    /// </summary>
    public SubscriptionState StateFor(ReaderToken token, DateTimeOffset now)
    {
        if (token.Purpose == TokenPurpose.Unsubscribe)
        {
            return State;
        }

        if (token.Round != Round)
        {
            return SubscriptionState.Expired;
        }

        return State == SubscriptionState.Pending && now >= token.ExpiresAt ? SubscriptionState.Expired : State;
    }
}
