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
/// Publishes what is in the outbox: takes rows that no other replica holds, publishes them, waits until the broker has confirmed each,
/// and deletes them. A crash in between publishes a row again, which receivers take as any redelivery.
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
                // Whatever went wrong, the rows are still there: publishing is tried again for as long as the service runs.
                Log.Failed(logger, exception, ++failures);
                metrics.Failed();
                await CloseChannelAsync();
                await CountWaitingAsync(stoppingToken);
                var wait = TimeSpan.FromMilliseconds(Math.Min(s_longestWait.TotalMilliseconds, 200 * Math.Pow(2, Math.Min(failures, 6))));
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Publishes a few rows.</summary>
    /// <returns>How many; 0 when none was to be had.</returns>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        // The broker first: a transaction must not wait for a broker that is away.
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
            // It is Postgres that is unavailable, or the service stops: the last figure stands.
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

    // The confirm is awaited by the publish itself; a message that no queue would take comes back as an exception.
    private static async Task PublishAsync(IChannel channel, Row row, CancellationToken cancellationToken)
    {
        // What was written outside of any trace begins none here: the receiver does.
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
        [LoggerMessage(LogLevel.Warning, "Publishing from the outbox failed, {Failures} times in a row now; the events are kept and tried again")]
        public static partial void Failed(ILogger logger, Exception exception, int failures);
    }
}
