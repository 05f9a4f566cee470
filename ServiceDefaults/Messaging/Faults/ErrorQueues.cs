using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>
/// Manages this service's <c>_error</c> queues. A message is moved by publishing a copy, confirmed, before the original is acknowledged:
/// rejecting it back to the queue would count as a delivery, and brokers limit deliveries.
/// </summary>
public sealed class ErrorQueues(RabbitMqConnection broker, OwnQueues own, FaultStore faults, NpgsqlDataSource db, TimeProvider time)
{
    // Only one replica of a service rotates a queue at a time.
    private const long RotateLock = 5_881_120_441;

    private static readonly TimeSpan s_publishDelay = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _counting = new(1, 1);
    private readonly Dictionary<string, IChannel> _counters = new(StringComparer.Ordinal);

    /// <summary>How many messages are in all of them, as counted by the broker.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            foreach (var queue in own.Names.Where(queue => _counters.GetValueOrDefault(queue) is not { IsOpen: true }))
            {
                _counters[queue] = await broker.OpenChannelAsync(confirms: false, cancellationToken);
            }

            // In parallel: a busy broker is slow to answer each.
            var counts = await Task.WhenAll(own.Names.Select(async queue =>
                (long)await _counters[queue].MessageCountAsync(Topology.ErrorQueueOf(queue), cancellationToken)));
            return counts.Sum();
        }
        catch
        {
            // A late response must not be taken for that of the next request, so new channels are opened.
            var broken = _counters.Values.ToList();
            _counters.Clear();
            foreach (var channel in broken)
            {
                await channel.DisposeAsync();
            }

            throw;
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <summary>
    /// Reconciles the recorded faults with the queues: messages that arrived in another way, such as by the broker's delivery limit, are
    /// recorded; faults whose message is gone are deleted.
    /// </summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in own.Names)
        {
            await using var channel = await broker.OpenChannelAsync(confirms: true, cancellationToken);
            var waiting = await channel.MessageCountAsync(Topology.ErrorQueueOf(queue), cancellationToken);
            if (waiting != await faults.CountAsync(queue, cancellationToken))
            {
                await RotateAsync(channel, queue, waiting, sendBack: null, cancellationToken);
            }
        }
    }

    /// <summary>Moves a message back to the queue it failed in.</summary>
    /// <returns>False if there is no such fault, or its message is gone.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await faults.FindQueueAsync(id, cancellationToken) is not { } queue)
        {
            return false;
        }

        await using var channel = await broker.OpenChannelAsync(confirms: true, cancellationToken);
        var waiting = await channel.MessageCountAsync(Topology.ErrorQueueOf(queue), cancellationToken);
        var found = await RotateAsync(channel, queue, waiting, sendBack: id, cancellationToken);
        await faults.RemoveAsync(id, cancellationToken);
        return found;
    }

    // Rotates the queue once: each message is published to its end, or back to the queue it failed in.
    private async Task<bool> RotateAsync(IChannel channel, string queue, uint waiting, Guid? sendBack, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = RotateLock } } })
        {
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var errorQueue = Topology.ErrorQueueOf(queue);
        var seen = new List<Guid>();
        for (var i = 0; i < waiting; i++)
        {
            if (await channel.BasicGetAsync(errorQueue, autoAck: false, cancellationToken) is not { } message)
            {
                break;
            }

            var id = IdOf(message);
            var target = id is not null && id == sendBack ? queue : errorQueue;
            if (target == errorQueue)
            {
                id ??= Guid.CreateVersion7(time.GetUtcNow());
                seen.Add(id.Value);
                await RecordAsync(id.Value, queue, message, cancellationToken);
            }

            await channel.BasicPublishAsync("", target, mandatory: true, PropertiesFor(message, target == queue ? null : id), message.Body, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
            if (target == queue)
            {
                return true;
            }
        }

        if (sendBack is null)
        {
            // A fault is recorded a moment before its message arrives.
            await faults.KeepOnlyAsync(queue, seen, time.GetUtcNow() - s_publishDelay, cancellationToken);
        }

        return false;
    }

    // Does nothing if the fault is recorded already.
    private Task RecordAsync(Guid id, string queue, BasicGetResult message, CancellationToken cancellationToken)
    {
        var reason = HeaderOf(message, "MT-Fault-Message")
            ?? (HeaderOf(message, "x-first-death-reason") is { } death ? $"Dead-lettered by the broker: {death}" : "No reason was recorded.");
        return faults.AddAsync(new RecordedFault(id, queue, MessageNames.EventOf(message.Body.Span), reason, time.GetUtcNow()), cancellationToken);
    }

    private static Guid? IdOf(BasicGetResult message) => Guid.TryParse(HeaderOf(message, RecordFault.IdHeader), out var id) ? id : null;

    private static string? HeaderOf(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) is true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    private static BasicProperties PropertiesFor(BasicGetResult message, Guid? faultId)
    {
        var kept = (message.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .Where(header => faultId is not null || !IsFaultHeader(header.Key))
            .ToDictionary(header => header.Key, header => header.Value);
        if (faultId is { } id)
        {
            kept[RecordFault.IdHeader] = id.ToString();
        }

        return new(message.BasicProperties) { Headers = kept, DeliveryMode = DeliveryModes.Persistent };
    }

    private static bool IsFaultHeader(string header) =>
        header == RecordFault.IdHeader
        || header.StartsWith("MT-Fault-", StringComparison.Ordinal)
        || header == "MT-Reason"
        || header.StartsWith("x-", StringComparison.Ordinal);
}
