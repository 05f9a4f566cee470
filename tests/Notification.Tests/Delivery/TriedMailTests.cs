using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;

namespace Papers.Notification.Tests.Delivery;

public sealed class TriedMailTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 14, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(SendResult.Sent, DeliveryState.Sent, 0)]
    [InlineData(SendResult.Refused, DeliveryState.Failed, 0)]
    [InlineData(SendResult.Unknown, DeliveryState.Uncertain, 0)]
    [InlineData(SendResult.Later, DeliveryState.Waiting, 20)]
    [InlineData(SendResult.Away, DeliveryState.Waiting, 0)]
    public void Each_result_has_its_consequence(SendResult result, DeliveryState state, int seconds)
    {
        var tried = TriedMail.From(Mail(s_now, attempts: 2), new SendOutcome(result, "why"), s_now, s_day);

        Assert.Equal((state, s_now.AddSeconds(seconds)), (tried.State, tried.DueAt));
        Assert.Equal(result == SendResult.Sent ? null : "why", tried.Reason);
    }

    [Theory]
    [InlineData(SendResult.Later)]
    [InlineData(SendResult.Away)]
    public void What_was_put_off_for_a_day_is_given_up(SendResult result)
    {
        var tried = TriedMail.From(Mail(s_now - s_day, attempts: 2), new SendOutcome(result, "why"), s_now, s_day);

        Assert.Equal((DeliveryState.Failed, "Given up: why"), (tried.State, tried.Reason));
    }

    private static OutgoingMail Mail(DateTimeOffset createdAt, int attempts) => new()
    {
        Id = 1,
        Key = Guid.Empty,
        Subscription = Guid.Empty,
        Address = "ada@example.org",
        CreatedAt = createdAt,
        Attempts = attempts,
        Content = new Confirmation(1),
    };
}
