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
    [InlineData(SubscriptionState.Left, 2, +1, SubscriptionState.Expired)]
    public void A_link_to_confirm_is_good_in_its_round_until_it_expires(SubscriptionState state, int round, int secondsLeft, SubscriptionState seen)
    {
        var token = new ReaderToken(TokenPurpose.Confirm, Guid.NewGuid(), Round: 1, s_now.AddSeconds(secondsLeft));

        Assert.Equal(seen, new Subscription("ada@example.org", state, round).SeenBy(token, s_now));
    }

    [Theory]
    [InlineData(SubscriptionState.Pending)]
    [InlineData(SubscriptionState.Confirmed)]
    [InlineData(SubscriptionState.Left)]
    public void A_link_to_leave_sees_the_reader_as_they_are(SubscriptionState state)
    {
        var token = new ReaderToken(TokenPurpose.Leave, Guid.NewGuid(), Round: 0, DateTimeOffset.MaxValue);

        Assert.Equal(state, new Subscription("ada@example.org", state, 7).SeenBy(token, s_now));
    }
}
