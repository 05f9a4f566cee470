using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Papers.Contracts;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using RabbitMQ.Client;

namespace Papers.Tagging.Tests;

/// <summary>The whole service on real servers; tests publish and receive its messages at the broker.</summary>
public sealed class TaggingHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplicationFactory<Program> _service;
    private readonly IConnection _broker;

    private TaggingHost(TestDatabase database, WebApplicationFactory<Program> service, IConnection broker)
    {
        _database = database;
        _service = service;
        _broker = broker;
        Client = service.CreateClient();
    }

    public HttpClient Client { get; }

    public static async Task<TaggingHost> StartAsync(TestServers servers, CancellationToken cancellationToken)
    {
        var database = await TestDatabase.CreateAsync(servers, "tagging", typeof(Program).Assembly, cancellationToken);
        var address = await servers.RabbitMqAsync(cancellationToken);
        var redis = await servers.RedisAsync(cancellationToken);
        var service = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("ConnectionStrings:papersdb", database.ServerConnectionString)
            .UseSetting("ConnectionStrings:messaging", address)
            .UseSetting("ConnectionStrings:cache", redis));
        var broker = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync(cancellationToken);
        return new(database, service, broker);
    }

    public async Task PublishAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await _broker.CreateChannelAsync(confirmed, cancellationToken);
        var body = Envelope.Write(message, Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        var properties = new BasicProperties { ContentType = Envelope.ContentType };
        await channel.BasicPublishAsync(Envelope.ExchangeOf(typeof(T)), "", mandatory: false, properties, body, cancellationToken);
    }

    /// <summary>Takes the next message of a queue; null where there is none.</summary>
    public async Task<byte[]?> TakeAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await _broker.CreateChannelAsync(cancellationToken: cancellationToken);
        var taken = await channel.BasicGetAsync(queue, autoAck: true, cancellationToken);
        return taken?.Body.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }
}
