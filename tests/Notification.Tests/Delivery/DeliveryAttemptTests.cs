using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;

namespace Papers.Notification.Tests.Delivery;

public sealed class DeliveryAttemptTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(SendResult.Sent, DeliveryState.Sent, 0)]
    [InlineData(SendResult.Rejected, DeliveryState.Failed, 0)]
    [InlineData(SendResult.NoReply, DeliveryState.Uncertain, 0)]
    [InlineData(SendResult.Deferred, DeliveryState.Waiting, 20)]
    [InlineData(SendResult.Unavailable, DeliveryState.Waiting, 0)]
    public void Each_result_has_its_state_and_retry_time(SendResult result, DeliveryState state, int seconds)
    {
        var attempt = DeliveryAttempt.From(Mail(s_now, attempts: 2), new SendOutcome(result, "why"), s_now, s_day);

        Assert.Equal((state, s_now.AddSeconds(seconds)), (attempt.State, attempt.DueAt));
        Assert.Equal(result == SendResult.Sent ? null : "why", attempt.Reason);
    }

    [Theory]
    [InlineData(SendResult.Deferred)]
    [InlineData(SendResult.Unavailable)]
    public void A_mail_that_could_not_be_sent_for_a_day_is_given_up(SendResult result)
    {
        var attempt = DeliveryAttempt.From(Mail(s_now - s_day, attempts: 2), new SendOutcome(result, "why"), s_now, s_day);

        Assert.Equal(DeliveryState.Failed, attempt.State);
        Assert.EndsWith("why", attempt.Reason, StringComparison.Ordinal);
    }

    private static QueuedMail Mail(DateTimeOffset createdAt, int attempts) => new()
    {
        Id = 1,
        Key = Guid.Empty,
        Subscription = Guid.Empty,
        Address = "ada@example.org",
        CreatedAt = createdAt,
        Attempts = attempts,
        Kind = "confirmation",
        Round = 1,
    };
}
