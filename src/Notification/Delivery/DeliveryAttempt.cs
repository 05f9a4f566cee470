using Papers.Notification.Channels.Email;

namespace Papers.Notification.Delivery;

/// <summary>The result of one attempt to send a mail, as it is saved.</summary>
/// <param name="Id">The mail.</param>
/// <param name="State">Its state from now on.</param>
/// <param name="Reason">Why it was not sent.</param>
/// <param name="DueAt">When it is retried, if it waits.</param>
internal sealed record DeliveryAttempt(long Id, DeliveryState State, string? Reason, DateTimeOffset DueAt)
{
    /// <summary>
    /// A rejected mail has failed. One that was handed over without a reply is uncertain and never retried. A deferred one is retried after
    /// growing delays, until it is given up. While the server is unavailable a mail stays due, so that it leaves as soon as the server is back.
    /// </summary>
    public static DeliveryAttempt From(QueuedMail mail, SendOutcome outcome, DateTimeOffset now, TimeSpan giveUpAfter)
    {
        switch (outcome.Result)
        {
            case SendResult.Sent:
                return new(mail.Id, DeliveryState.Sent, null, now);
            case SendResult.Rejected:
                return new(mail.Id, DeliveryState.Failed, outcome.Reason, now);
            case SendResult.NoReply:
                return new(mail.Id, DeliveryState.Uncertain, outcome.Reason, now);
            case SendResult.Unavailable when now - mail.CreatedAt < giveUpAfter:
                return new(mail.Id, DeliveryState.Waiting, outcome.Reason, now);
            case SendResult.Deferred when RetrySchedule.Next(now, mail.Attempts + 1, mail.CreatedAt, giveUpAfter) is { } next:
                return new(mail.Id, DeliveryState.Waiting, outcome.Reason, next);
            default:
                return new(mail.Id, DeliveryState.Failed, $"Given up after retries: {outcome.Reason}", now);
        }
    }
}
