using System.Diagnostics.Metrics;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;

namespace Papers.Notification;

public sealed class NotificationMetrics
{
    private readonly Counter<long> _tries;

    public NotificationMetrics(IMeterFactory meters) =>
        _tries = meters.Create("Papers.Notification").CreateCounter<long>("papers.notification.tries", "{mail}", "Tries to send a mail, by kind and result.");

    public void Tried(MailContent content, SendResult result) =>
        _tries.Add(1, new("kind", content is Confirmation ? "confirmation" : "digest"), new("result", result.ToString()));
}
