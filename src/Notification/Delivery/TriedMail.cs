using Papers.Notification.Channels.Email;

namespace Papers.Notification.Delivery;

/// <summary>What came of a try, as it is written down.</summary>
/// <param name="DueAt">When it may be tried again, where it is to wait.</param>
public sealed record TriedMail(long Id, DeliveryState State, string? Reason, DateTimeOffset DueAt)
{
    /// <summary>
    /// Refused is for good; what was handed over without an answer is never tried again; what was put off waits longer each time until it is
    /// given up. A server that is away is no fault of the mail, which goes as soon as the server is reached again.
    /// </summary>
    public static TriedMail From(OutgoingMail mail, SendOutcome outcome, DateTimeOffset now, TimeSpan giveUpAfter)
    {
        switch (outcome.Result)
        {
            case SendResult.Sent:
                return new(mail.Id, DeliveryState.Sent, null, now);
            case SendResult.Refused:
                return new(mail.Id, DeliveryState.Failed, outcome.Reason, now);
            case SendResult.Unknown:
                return new(mail.Id, DeliveryState.Uncertain, outcome.Reason, now);
            case SendResult.Away when now - mail.CreatedAt < giveUpAfter:
                return new(mail.Id, DeliveryState.Waiting, outcome.Reason, now);
            case SendResult.Later when RetryPace.Next(now, mail.Attempts + 1, mail.CreatedAt, giveUpAfter) is { } next:
                return new(mail.Id, DeliveryState.Waiting, outcome.Reason, next);
            default:
                return new(mail.Id, DeliveryState.Failed, $"Given up: {outcome.Reason}", now);
        }
    }
}
