using Papers.Contracts;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Every queue of <see cref="Queues"/>, bound as MassTransit binds it, with its <c>_error</c> queue: durable quorum queues. Every service
/// declares all of them before it publishes, so that no event is lost because a consumer has not started yet.
/// </summary>
public static class Topology
{
    /// <summary>Where failed messages wait for an operator.</summary>
    public static string ErrorQueueOf(string queue) => $"{queue}_error";

    /// <summary>
    /// The arguments of a queue, the same here and for MassTransit. A message that reaches the broker's delivery limit is dead-lettered to
    /// the <c>_error</c> queue instead of dropped.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> ArgumentsOf(string queue) => new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-dead-letter-exchange"] = ErrorQueueOf(queue),
    };

    internal static async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        foreach (var (queue, @event) in Queues.All)
        {
            var arguments = ArgumentsOf(queue).ToDictionary();
            foreach (var name in new[] { ErrorQueueOf(queue), queue })
            {
                await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
                await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
                await channel.QueueBindAsync(name, name, "", cancellationToken: cancellationToken);
            }

            var exchange = Envelope.ExchangeOf(@event);
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(queue, exchange, "", cancellationToken: cancellationToken);
        }
    }
}
