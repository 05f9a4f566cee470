using System.Diagnostics.Metrics;
using Papers.Notification.Channels.Email;

namespace Papers.Notification;

internal sealed class NotificationMetrics
{
    private readonly Counter<long> _queued;
    private readonly Counter<long> _attempts;

    public NotificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Papers.Notification");
        _queued = meter.CreateCounter<long>("papers.notification.mails", "{mail}", "Mails that were queued, by kind");
        _attempts = meter.CreateCounter<long>("papers.notification.tries", "{attempt}", "Attempts to send a mail, by kind and result");
    }

    public void Queued(string kind, int mails) => _queued.Add(mails, new KeyValuePair<string, object?>("kind", kind));

    public void Attempted(string kind, SendResult result) => _attempts.Add(1, new("kind", kind), new("result", result.ToString()));
}
