using MassTransit;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>The consumers of a service. All are configured alike; see <see cref="MessagingDefaults"/>.</summary>
public sealed class BusRegistration
{
    private readonly List<ConsumerRegistration> _consumers = [];

    internal IReadOnlyList<ConsumerRegistration> Consumers => _consumers;

    /// <summary>Adds a consumer of events that succeed or fail as a whole.</summary>
    /// <param name="queue">One of <see cref="Contracts.Queues"/>.</param>
    public BusRegistration AddConsumer<TConsumer, TEvent>(string queue)
        where TConsumer : class, IConsumer<TEvent>
        where TEvent : class
    {
        _consumers.Add(new(
            queue,
            bus => bus.AddConsumer<TConsumer>(),
            (endpoint, context) => endpoint.ConfigureConsumer<TConsumer>(context, consumer => consumer.Message<TEvent>(message =>
            {
                message.WaitForServers();
                message.RetryWrongMessages();
            }))));
        return this;
    }

    /// <summary>
    /// Adds a consumer of events with several items. An event whose retries fail is split in two and both halves are retried, down to the
    /// one item that fails.
    /// </summary>
    /// <param name="queue">One of <see cref="Contracts.Queues"/>.</param>
    /// <param name="items">The items of an event.</param>
    /// <param name="with">A copy of the event with only these items.</param>
    public BusRegistration AddBatchConsumer<TConsumer, TEvent, TItem>(
        string queue,
        Func<TEvent, IReadOnlyList<TItem>> items,
        Func<TEvent, IReadOnlyList<TItem>, TEvent> with)
        where TConsumer : class, IConsumer<TEvent>
        where TEvent : class
    {
        _consumers.Add(new(
            queue,
            bus => bus.AddConsumer<TConsumer>(),
            (endpoint, context) => endpoint.ConfigureConsumer<TConsumer>(context, consumer => consumer.Message<TEvent>(message =>
            {
                message.WaitForServers();
                message.UseFilter(SplitFailingBatch<TEvent, TItem>.Create(context, queue, items, with));
                message.RetryWrongMessages();
            }))));
        return this;
    }
}

/// <param name="Queue">The queue it reads.</param>
/// <param name="Add">Registers the consumer with the bus.</param>
/// <param name="Configure">Configures the consumer on its endpoint.</param>
internal sealed record ConsumerRegistration(
    string Queue,
    Action<IBusRegistrationConfigurator> Add,
    Action<IRabbitMqReceiveEndpointConfigurator, IBusRegistrationContext> Configure);
