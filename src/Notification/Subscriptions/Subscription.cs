using Papers.Contracts.Notification;

namespace Papers.Notification.Subscriptions;

/// <summary>A reader's row, as far as a link can change it.</summary>
public sealed record Subscription(string Address, SubscriptionState State, int Round)
{
    /// <summary>
    /// What a link finds. One to confirm is good until it expires or its reader leaves; after a confirmation it still tells so, however late
    /// it is opened again.
    /// </summary>
    public SubscriptionState SeenBy(ReaderToken token, DateTimeOffset now)
    {
        if (token.Purpose == TokenPurpose.Leave)
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
