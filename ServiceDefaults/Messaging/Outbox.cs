using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Stores events in the transaction that changes the data; <see cref="OutboxRelay"/> publishes them after the commit.
/// Events are not ordered; facts carry versions instead.
/// </summary>
public sealed class Outbox(TimeProvider time)
{
    private const string Insert = """
        INSERT INTO outbox (message_id, exchange, queue, trace_parent, body)
        VALUES ($1, $2, $3, $4, $5)
        """;

    private const int LargestBufferKept = 4 * BatchLimits.Bytes;

    // Reuse buffers: they are large objects, and allocating one per event triggers gen-2 collections.
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];

    /// <summary>Adds an event for all subscribers, within the open transaction of the connection.</summary>
    public Task AddAsync<T>(NpgsqlConnection connection, T message, CancellationToken cancellationToken)
        where T : class =>
        AddAsync(connection, message, queue: null, cancellationToken);

    /// <summary>Adds a message for one queue only.</summary>
    internal async Task AddAsync<T>(NpgsqlConnection connection, T message, string? queue, CancellationToken cancellationToken)
        where T : class
    {
        var messageId = Guid.CreateVersion7(time.GetUtcNow());
        var buffer = _buffers.TryTake(out var free) ? free : new ArrayBufferWriter<byte>(BatchLimits.Bytes / 4);
        Envelope.Write(buffer, message, messageId, time.GetUtcNow());
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = messageId },
                new() { Value = Envelope.ExchangeOf(typeof(T)) },
                new() { Value = (object?)queue ?? DBNull.Value },
                new() { Value = (object?)Activity.Current?.Id ?? DBNull.Value },
                new() { Value = buffer.WrittenMemory },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        if (buffer.Capacity <= LargestBufferKept)
        {
            buffer.ResetWrittenCount();
            _buffers.Add(buffer);
        }
    }
}
