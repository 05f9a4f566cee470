using MassTransit;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>
/// Moves a message that no consumer of its queue accepts to the <c>_error</c> queue, like any other failed message. MassTransit by itself
/// would declare a <c>_skipped</c> queue for these or, when configured to throw, redeliver the message for ever.
/// </summary>
internal sealed class MoveSkipped(string queue, RabbitMqConnection broker, FaultStore faults, TimeProvider time) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // A message that could not be deserialised also gets here, after it was moved as a fault.
        if (!context.TryGetPayload<FaultRecorded>(out _))
        {
            await MoveAsync(context);
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("moveSkipped");

    private async Task MoveAsync(ReceiveContext context)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var body = context.Body.GetBytes();
        await faults.AddAsync(
            new RecordedFault(id, queue, MessageNames.EventOf(body), "No consumer of the queue accepts this message type.", time.GetUtcNow()),
            context.CancellationToken);

        await using var channel = await broker.OpenChannelAsync(confirms: true, context.CancellationToken);
        var properties = new BasicProperties
        {
            ContentType = context.ContentType?.MediaType,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { [RecordFault.IdHeader] = id.ToString() },
        };
        await channel.BasicPublishAsync("", Topology.ErrorQueueOf(queue), mandatory: true, properties, body, context.CancellationToken);
    }
}
