using System.Diagnostics.Metrics;
using Papers.Notification.Channels.Email;

namespace Papers.Notification;

internal sealed class NotificationMetrics
{
    private readonly Counter<long> _attempts;

    public NotificationMetrics(IMeterFactory meters) =>
        _attempts = meters.Create("Papers.Notification")
            .CreateCounter<long>("papers.notification.tries", "{mail}", "Attempts to send a mail, by kind and result.");

    public void Attempted(string kind, SendResult result) => _attempts.Add(1, new("kind", kind), new("result", result.ToString()));
}
