using System.Diagnostics.Metrics;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>How well events leave the outbox; named for the service, as its own metrics are.</summary>
public sealed class OutboxMetrics
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _failures;
    private readonly Gauge<long> _waiting;

    public OutboxMetrics(IMeterFactory meters, ServiceName service)
    {
        var meter = meters.Create("Papers.Outbox");
        _published = meter.CreateCounter<long>($"papers.{service}.events", "{event}", "Events that were published and confirmed by the broker, by event");
        _failures = meter.CreateCounter<long>($"papers.{service}.publish_failures", "{failure}", "Failed attempts to publish from the outbox; the events are kept and retried");
        _waiting = meter.CreateGauge<long>($"papers.{service}.outbox", "{event}", "Events that wait in the outbox, as the relay saw last");
    }

    /// <param name="exchange">That of the event: its namespace and name.</param>
    public void Published(string exchange) => _published.Add(1, new KeyValuePair<string, object?>("event", exchange.Split(':')[^1]));

    public void Failed() => _failures.Add(1);

    public void Waiting(long events) => _waiting.Record(events);
}
