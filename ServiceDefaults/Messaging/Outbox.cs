using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Events that leave with the transaction that made them true: written in it, published by <see cref="OutboxRelay"/> after it.
/// No order between events is promised; facts carry versions instead.
/// </summary>
public sealed class Outbox(TimeProvider time)
{
    private const string Insert = """
        INSERT INTO outbox (message_id, exchange, queue, trace_parent, body)
        VALUES ($1, $2, $3, $4, $5)
        """;

    private const int LargestBufferKept = 4 * BatchLimits.Bytes;

    // Arrays of this size anew for each event would have the whole heap collected every few events.
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];

    /// <summary>Writes an event for all who listen. The connection has an open transaction, which the event shares.</summary>
    public Task AddAsync<T>(NpgsqlConnection connection, T message, CancellationToken cancellationToken)
        where T : class =>
        AddAsync(connection, message, queue: null, cancellationToken);

    /// <summary>Writes a message for one queue alone.</summary>
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
