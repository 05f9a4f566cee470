using Papers.Notification.Delivery;

namespace Papers.Notification.Tests.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(9, 1280)]
    [InlineData(10, 1800)]
    [InlineData(5_000, 1800)]
    public void Each_retry_waits_twice_as_long_up_to_half_an_hour(int attempts, int seconds) =>
        Assert.Equal(s_now.AddSeconds(seconds), RetrySchedule.Next(s_now, attempts, s_now, s_day));

    [Fact]
    public void A_mail_is_given_up_when_the_next_retry_would_be_too_late()
    {
        Assert.NotNull(RetrySchedule.Next(s_now, 1, s_now - s_day + TimeSpan.FromSeconds(5), s_day));
        Assert.Null(RetrySchedule.Next(s_now, 1, s_now - s_day + TimeSpan.FromSeconds(4), s_day));
    }
}
