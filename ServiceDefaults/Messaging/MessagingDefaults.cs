using MassTransit;
using MassTransit.Middleware;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Papers.Contracts;
using Papers.ServiceDefaults.Messaging.Faults;
using Papers.ServiceDefaults.Settings;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// The bus: durable quorum queues, a small prefetch, retries, failing batches split in two, failed messages recorded and moved to
/// <c>_error</c>; and the outbox with its relay. There are no temporary queues, since nothing uses request and reply over the bus.
/// </summary>
public static class MessagingDefaults
{
    // Messages can have half a megabyte: a larger prefetch would only hold memory.
    private const int Prefetch = 4;
    private const int Concurrency = 2;

    private static readonly EnvelopeReader s_reader = new();

    internal static void AddMessagingDefaults(this WebApplicationBuilder builder, Action<BusRegistration>? consumers)
    {
        var registration = new BusRegistration();
        consumers?.Invoke(registration);
        builder.AddRequiredConnection(
            RabbitMqConnection.Connection,
            "amqp://guest:guest@localhost:5672",
            text => RabbitMqConnection.ParseAddress(text) is not null);
        builder.Services.AddSingleton<RabbitMqConnection>();
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<OutboxMetrics>();
        builder.Services.AddSingleton(new OwnQueues([.. registration.Consumers.Select(consumer => consumer.Queue)]));
        builder.Services.AddSingleton<FaultStore>();
        builder.Services.AddSingleton<ErrorQueues>();
        builder.Services.AddHostedService<DeclareTopology>();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OutboxSignal>());
        builder.Services.AddHostedService<OutboxRelay>();
        if (registration.Consumers.Count == 0)
        {
            return;
        }

        builder.Services.AddMassTransit(bus =>
        {
            // No data about an installation is sent to anybody.
            bus.DisableUsageTelemetry();
            foreach (var consumer in registration.Consumers)
            {
                consumer.Add(bus);
            }

            bus.UsingRabbitMq((context, rabbit) =>
            {
                if (RabbitMqConnection.FindAddress(context.GetRequiredService<IConfiguration>()) is { } address)
                {
                    rabbit.Host(address);
                }

                rabbit.ClearSerialization();
                rabbit.AddSerializer(s_reader);
                rabbit.AddDeserializer(s_reader, isDefault: true);
                foreach (var consumer in registration.Consumers)
                {
                    rabbit.ReceiveEndpoint(consumer.Queue, endpoint => Configure(endpoint, consumer, context));
                }
            });
        });
    }

    private static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, ConsumerRegistration consumer, IBusRegistrationContext context)
    {
        foreach (var (name, value) in Topology.ArgumentsOf(consumer.Queue))
        {
            endpoint.SetQueueArgument(name, value);
        }

        endpoint.PrefetchCount = Prefetch;
        endpoint.ConcurrentMessageLimit = Concurrency;
        endpoint.PublishFaults = false;
        var (faults, time) = (context.GetRequiredService<FaultStore>(), context.GetRequiredService<TimeProvider>());
        endpoint.ConfigureDeadLetter(skipped =>
            skipped.UseFilter(new MoveSkipped(consumer.Queue, context.GetRequiredService<RabbitMqConnection>(), faults, time)));
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(new RecordFault(consumer.Queue, faults, time));
            error.UseFilter(new ErrorTransportFilter());
        });
        consumer.Configure(endpoint, context);
    }
}

/// <summary>The queues that this service reads.</summary>
public sealed record OwnQueues(IReadOnlyList<string> Names);
