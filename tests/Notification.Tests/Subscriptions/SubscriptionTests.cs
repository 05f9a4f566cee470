using Papers.Contracts.Notification;
using Papers.Notification.Subscriptions;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SubscriptionState.Pending, 1, +1, SubscriptionState.Pending)]
    [InlineData(SubscriptionState.Pending, 1, 0, SubscriptionState.Expired)]
    [InlineData(SubscriptionState.Pending, 2, +1, SubscriptionState.Expired)]
    [InlineData(SubscriptionState.Confirmed, 1, -1, SubscriptionState.Confirmed)]
    [InlineData(SubscriptionState.Unsubscribed, 2, +1, SubscriptionState.Expired)]
    public void A_confirmation_link_is_valid_in_its_round_until_it_expires(SubscriptionState state, int round, int secondsLeft, SubscriptionState seen)
    {
        var token = new ReaderToken(TokenPurpose.Confirm, Guid.NewGuid(), Round: 1, s_now.AddSeconds(secondsLeft));

        Assert.Equal(seen, new Subscription("ada@example.org", state, round).StateFor(token, s_now));
    }

    [Theory]
    [InlineData(SubscriptionState.Pending)]
    [InlineData(SubscriptionState.Confirmed)]
    [InlineData(SubscriptionState.Unsubscribed)]
    public void An_unsubscribe_link_shows_the_current_state(SubscriptionState state)
    {
        var token = new ReaderToken(TokenPurpose.Unsubscribe, Guid.NewGuid(), Round: 0, DateTimeOffset.MaxValue);

        Assert.Equal(state, new Subscription("ada@example.org", state, 7).StateFor(token, s_now));
    }
}
