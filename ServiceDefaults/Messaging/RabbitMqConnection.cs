using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>The service's second connection, beside MassTransit's, for publishing from the outbox and managing its queues.</summary>
public sealed class RabbitMqConnection(IConfiguration configuration, ServiceName service) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;

    /// <summary>The name of its connection string.</summary>
    internal const string Connection = "messaging";

    /// <summary>The address of the broker; null if it is missing or invalid, in which case the service does not start.</summary>
    internal static Uri? FindAddress(IConfiguration configuration) => ParseAddress(configuration.GetConnectionString(Connection));

    internal static Uri? ParseAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("amqp" or "amqps") ? address : null;

    /// <summary>Opens a channel, which the caller disposes. Connects first if there is no open connection.</summary>
    public async Task<IChannel> OpenChannelAsync(bool confirms, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        return await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: confirms, publisherConfirmationTrackingEnabled: confirms),
            cancellationToken);
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true })
            {
                return _connection;
            }

            if (_connection is not null)
            {
                await _connection.DisposeAsync();
                _connection = null;
            }

            var factory = new ConnectionFactory
            {
                Uri = FindAddress(configuration) ?? throw new InvalidOperationException($"ConnectionStrings:{Connection} is not set."),
                ClientProvidedName = $"papers-{service}-outbox",
                AutomaticRecoveryEnabled = false,
                RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
                ContinuationTimeout = TimeSpan.FromSeconds(10),
            };
            return _connection = await factory.CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _opening.Dispose();
    }
}
