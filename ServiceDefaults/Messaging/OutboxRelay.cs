using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.ServiceDefaults.Telemetry;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Publishes the events in the outbox: locks rows that no other replica has locked, publishes them, waits for the broker's confirms and
/// deletes them. After a crash in between, rows are published again; consumers handle that like any redelivery.
/// </summary>
public sealed partial class OutboxRelay(
    NpgsqlDataSource db,
    RabbitMqConnection broker,
    OutboxSignal signal,
    OutboxMetrics metrics,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private const string Take = """
        SELECT id, message_id, exchange, queue, trace_parent, body
          FROM outbox
         ORDER BY id
         LIMIT 16
           FOR UPDATE SKIP LOCKED
        """;

    private static readonly TimeSpan s_confirmLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(5);
    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Outbox");
    private static readonly HashSet<string> s_listenedTo = [.. Queues.All.Select(binding => Envelope.ExchangeOf(binding.Event))];

    private IChannel? _channel;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RelayAsync(stoppingToken) > 0)
                {
                }

                failures = 0;
                metrics.Waiting(0);
                await signal.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The rows are kept, so any failure is retried for as long as the service runs.
                Log.Failed(logger, exception, ++failures);
                metrics.Failed();
                await CloseChannelAsync();
                await CountWaitingAsync(stoppingToken);
                var wait = TimeSpan.FromMilliseconds(Math.Min(s_longestWait.TotalMilliseconds, 200 * Math.Pow(2, Math.Min(failures, 6))));
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Publishes one batch of rows.</summary>
    /// <returns>How many; 0 if the outbox is empty or other replicas hold its rows.</returns>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        // Connect to the broker first: no transaction may stay open while the broker is unavailable.
        var channel = await OpenChannelAsync(cancellationToken);
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await TakeAsync(connection, cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_confirmLimit);
        await Task.WhenAll(rows.Select(row => PublishAsync(channel, row, limit.Token)));
        foreach (var row in rows)
        {
            ArrayPool<byte>.Shared.Return(row.Body.Array!); // as it was rented
            metrics.Published(row.Exchange);
        }

        await using var delete = new NpgsqlCommand("DELETE FROM outbox WHERE id = ANY($1)", connection)
        {
            Parameters = { new() { Value = rows.ConvertAll(row => row.Id), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint } },
        };
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    private async Task CountWaitingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var count = db.CreateCommand("SELECT count(*) FROM outbox");
            metrics.Waiting((long)(await count.ExecuteScalarAsync(cancellationToken))!); // count(*) is never null
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            // PostgreSQL is unavailable too, or the service stops: keep the last figure.
        }
    }

    private static async Task<List<Row>> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        await using var take = new NpgsqlCommand(Take, connection);
        await using var reader = await take.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(
                reader.GetInt64(0),
                reader.GetGuid(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                ReadBody(reader)));
        }

        return rows;
    }

    private static ArraySegment<byte> ReadBody(NpgsqlDataReader reader)
    {
        var length = (int)reader.GetBytes(5, 0, null, 0, 0);
        var body = ArrayPool<byte>.Shared.Rent(length);
        reader.GetBytes(5, 0, body, 0, length);
        return new(body, 0, length);
    }

    // Publishing awaits the confirm, and throws for a message that was returned because no queue is bound.
    private static async Task PublishAsync(IChannel channel, Row row, CancellationToken cancellationToken)
    {
        // An event without a trace gets none here; its consumer starts one.
        using var activity = row.TraceParent is null ? null : s_activities.StartActivity($"publish {row.Exchange}", ActivityKind.Producer, row.TraceParent);
        var properties = new BasicProperties
        {
            MessageId = row.MessageId.ToString(),
            ContentType = Envelope.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
        };
        if ((activity?.Id ?? row.TraceParent) is { } parent)
        {
            properties.Headers = new Dictionary<string, object?> { ["MT-Activity-Id"] = parent };
        }

        var (exchange, routingKey) = row.Queue is { } queue ? ("", queue) : (row.Exchange, "");
        var mandatory = row.Queue is not null || s_listenedTo.Contains(row.Exchange);
        await channel.BasicPublishAsync(exchange, routingKey, mandatory, properties, row.Body, cancellationToken);
    }

    private async Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true })
        {
            return _channel;
        }

        await CloseChannelAsync();
        _channel = await broker.OpenChannelAsync(confirms: true, cancellationToken);
        await Topology.DeclareAsync(_channel, cancellationToken);
        return _channel;
    }

    private async Task CloseChannelAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
            _channel = null;
        }
    }

    private sealed record Row(long Id, Guid MessageId, string Exchange, string? Queue, string? TraceParent, ArraySegment<byte> Body);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Publishing from the outbox failed {Failures} times in a row, retrying: the events are kept")]
        public static partial void Failed(ILogger logger, Exception exception, int failures);
    }
}
