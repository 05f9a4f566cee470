using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>
/// Looks after this service's <c>_error</c> queues. A message is only ever moved by publishing it anew, confirmed, before the old one is
/// acknowledged: reading and putting back would count as a delivery, and brokers limit those.
/// </summary>
public sealed class ErrorQueues(RabbitMqConnection broker, OwnQueues own, FaultStore faults, NpgsqlDataSource db, TimeProvider time)
{
    // One service's replicas turn a queue round one after the other.
    private const long TurnLock = 5_881_120_441;

    private static readonly TimeSpan s_onTheWay = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _counting = new(1, 1);
    private readonly Dictionary<string, IChannel> _counters = new(StringComparer.Ordinal);

    /// <summary>How many messages wait in all of them, as the broker counts.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            foreach (var queue in own.Names.Where(queue => _counters.GetValueOrDefault(queue) is not { IsOpen: true }))
            {
                _counters[queue] = await broker.OpenChannelAsync(confirms: false, cancellationToken);
            }

            // Asked side by side: a busy broker takes its time over each.
            var counts = await Task.WhenAll(own.Names.Select(async queue =>
                (long)await _counters[queue].MessageCountAsync(Topology.ErrorQueueOf(queue), cancellationToken)));
            return counts.Sum();
        }
        catch
        {
            // An answer that is still to come must not be taken for the one to the next question.
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
    /// Makes what is written down agree with what is in the queues: messages that came by another way, such as the broker's own limit on
    /// deliveries, are given an id; faults whose message is gone are forgotten.
    /// </summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in own.Names)
        {
            await using var channel = await broker.OpenChannelAsync(confirms: true, cancellationToken);
            var waiting = await channel.MessageCountAsync(Topology.ErrorQueueOf(queue), cancellationToken);
            if (waiting != await faults.CountAsync(queue, cancellationToken))
            {
                await TurnAsync(channel, queue, waiting, sendBack: null, cancellationToken);
            }
        }
    }

    /// <summary>Puts a message back into the queue it failed in.</summary>
    /// <returns>False where there is no such fault.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await faults.FindQueueAsync(id, cancellationToken) is not { } queue)
        {
            return false;
        }

        await using var channel = await broker.OpenChannelAsync(confirms: true, cancellationToken);
        var waiting = await channel.MessageCountAsync(Topology.ErrorQueueOf(queue), cancellationToken);
        var found = await TurnAsync(channel, queue, waiting, sendBack: id, cancellationToken);
        await faults.RemoveAsync(id, cancellationToken);
        return found;
    }

    // Goes once round the queue: each message is published to its end again, or back to where it failed.
    private async Task<bool> TurnAsync(IChannel channel, string queue, uint waiting, Guid? sendBack, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var turn = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = TurnLock } } })
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
                await AdoptAsync(id.Value, queue, message, cancellationToken);
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
            // A fault is written down a moment before its message arrives.
            await faults.KeepOnlyAsync(queue, seen, time.GetUtcNow() - s_onTheWay, cancellationToken);
        }

        return false;
    }

    // Changes nothing where the fault is known already.
    private Task AdoptAsync(Guid id, string queue, BasicGetResult message, CancellationToken cancellationToken)
    {
        var reason = HeaderOf(message, "MT-Fault-Message")
            ?? (HeaderOf(message, "x-first-death-reason") is { } death ? $"The broker gave it up: {death}" : "It came into the error queue without a reason.");
        return faults.AddAsync(new RecordedFault(id, queue, MessageNames.EventOf(message.Body.Span), reason, time.GetUtcNow()), cancellationToken);
    }

    private static Guid? IdOf(BasicGetResult message) => Guid.TryParse(HeaderOf(message, RecordFault.IdHeader), out var id) ? id : null;

    private static string? HeaderOf(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) is true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    private static BasicProperties PropertiesFor(BasicGetResult message, Guid? faultId)
    {
        var kept = (message.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .Where(header => faultId is not null || !IsOfTheFault(header.Key))
            .ToDictionary(header => header.Key, header => header.Value);
        if (faultId is { } id)
        {
            kept[RecordFault.IdHeader] = id.ToString();
        }

        return new(message.BasicProperties) { Headers = kept, DeliveryMode = DeliveryModes.Persistent };
    }

    private static bool IsOfTheFault(string header) =>
        header == RecordFault.IdHeader
        || header.StartsWith("MT-Fault-", StringComparison.Ordinal)
        || header == "MT-Reason"
        || header.StartsWith("x-", StringComparison.Ordinal);
}
