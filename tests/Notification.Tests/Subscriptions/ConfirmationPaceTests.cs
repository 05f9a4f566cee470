using Papers.Notification.Subscriptions;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class ConfirmationPaceTests
{
    private static readonly DateTimeOffset s_last = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_gap = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_first_mail_goes_at_once() =>
        Assert.True(ConfirmationPace.Allows(s_last, lastMailAt: null, unanswered: 0, s_gap));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 20)]
    [InlineData(3, 80)]
    [InlineData(4, 320)]
    [InlineData(5, 1280)]
    [InlineData(6, 1440)]
    [InlineData(1_000, 1440)]
    public void The_gap_grows_with_each_mail_that_was_not_answered_to_a_day_at_most(int unanswered, int minutes)
    {
        Assert.False(ConfirmationPace.Allows(s_last.AddMinutes(minutes).AddSeconds(-1), s_last, unanswered, s_gap));
        Assert.True(ConfirmationPace.Allows(s_last.AddMinutes(minutes), s_last, unanswered, s_gap));
    }

    [Fact]
    public void A_reader_who_once_confirmed_starts_anew() =>
        Assert.True(ConfirmationPace.Allows(s_last.AddSeconds(1), s_last, unanswered: 0, s_gap));
}
