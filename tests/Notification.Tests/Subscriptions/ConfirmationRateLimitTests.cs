using Papers.Notification.Subscriptions;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class ConfirmationRateLimitTests
{
    private static readonly DateTimeOffset s_last = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_gap = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_first_mail_is_allowed_at_once() =>
        Assert.True(ConfirmationRateLimit.Allows(s_last, lastMailAt: null, unanswered: 0, s_gap));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 20)]
    [InlineData(3, 80)]
    [InlineData(4, 320)]
    [InlineData(5, 1280)]
    [InlineData(6, 1440)]
    [InlineData(1_000, 1440)]
    public void The_gap_grows_with_each_unanswered_mail_up_to_a_day(int unanswered, int minutes)
    {
        Assert.False(ConfirmationRateLimit.Allows(s_last.AddMinutes(minutes).AddSeconds(-1), s_last, unanswered, s_gap));
        Assert.True(ConfirmationRateLimit.Allows(s_last.AddMinutes(minutes), s_last, unanswered, s_gap));
    }

    [Fact]
    public void Confirming_resets_the_gap() =>
        Assert.True(ConfirmationRateLimit.Allows(s_last.AddSeconds(1), s_last, unanswered: 0, s_gap));
}
