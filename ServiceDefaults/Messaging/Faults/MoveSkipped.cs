using MassTransit;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>
/// Moves a message that no consumer of its queue understands to the <c>_error</c> queue, like any other that failed for good. Left to
/// itself MassTransit would make a queue of its own for these, or, told to throw, take the message again for ever.
/// </summary>
internal sealed class MoveSkipped(string queue, RabbitMqConnection broker, FaultStore faults, TimeProvider time) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // What could not even be read comes past here too, after it has been moved as a fault.
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
            new RecordedFault(id, queue, MessageNames.EventOf(body), "No reader of the queue understood it.", time.GetUtcNow()),
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
