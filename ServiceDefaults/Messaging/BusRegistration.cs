using MassTransit;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>What a service consumes. Each consumer gets the same treatment; see <see cref="MessagingDefaults"/>.</summary>
public sealed class BusRegistration
{
    private readonly List<ConsumerRegistration> _consumers = [];

    internal IReadOnlyList<ConsumerRegistration> Consumers => _consumers;

    /// <summary>Adds a consumer of events that are taken or failed whole.</summary>
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
    /// Adds a consumer of events that carry several items. One that fails for good is cut in two, and its halves are tried again, down to
    /// the one item that is at fault.
    /// </summary>
    /// <param name="queue">One of <see cref="Contracts.Queues"/>.</param>
    /// <param name="items">The items an event carries.</param>
    /// <param name="with">The same event with just these items.</param>
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

/// <param name="Queue">Where its events come from.</param>
/// <param name="Add">Registers the consumer's class.</param>
/// <param name="Configure">Puts the consumer on its endpoint.</param>
internal sealed record ConsumerRegistration(
    string Queue,
    Action<IBusRegistrationConfigurator> Add,
    Action<IRabbitMqReceiveEndpointConfigurator, IBusRegistrationContext> Configure);
