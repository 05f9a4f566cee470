using Npgsql;
using Papers.Contracts.Operations;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>Records of the messages in this service's <c>_error</c> queues; the messages themselves stay there.</summary>
public sealed class FaultStore(NpgsqlDataSource db, ServiceName service)
{
    private const int MaxListed = 500;

    /// <summary>Records a fault. Repeating it has no effect.</summary>
    public async Task AddAsync(RecordedFault fault, CancellationToken cancellationToken)
    {
        const string insert = """
            INSERT INTO faults (id, queue, event, reason, failed_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO NOTHING
            """;
        await using var command = db.CreateCommand(insert);
        command.Parameters.Add(new() { Value = fault.Id });
        command.Parameters.Add(new() { Value = fault.Queue });
        command.Parameters.Add(new() { Value = fault.Event.Replace("\0", "") });
        command.Parameters.Add(new() { Value = fault.Reason.Replace("\0", "") });
        command.Parameters.Add(new() { Value = fault.FailedAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest faults, at most 500.</summary>
    public async Task<IReadOnlyList<Fault>> ListAsync(CancellationToken cancellationToken)
    {
        const string select = """
            SELECT id, queue, event, reason, failed_at
              FROM faults
             ORDER BY failed_at DESC, id
             LIMIT $1
            """;
        var faults = new List<Fault>();
        await using var command = db.CreateCommand(select);
        command.Parameters.Add(new() { Value = MaxListed });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            faults.Add(new Fault
            {
                Id = reader.GetGuid(0),
                Service = service.Value,
                Queue = reader.GetString(1),
                Event = reader.GetString(2),
                Reason = reader.GetString(3),
                FailedAt = reader.GetFieldValue<DateTimeOffset>(4),
            });
        }

        return faults;
    }

    /// <summary>The queue of a fault; null if there is no such fault.</summary>
    public async Task<string?> FindQueueAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand("SELECT queue FROM faults WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>How many faults of a queue are recorded.</summary>
    public async Task<long> CountAsync(string queue, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand("SELECT count(*) FROM faults WHERE queue = $1");
        command.Parameters.Add(new() { Value = queue });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // count(*) is never null
    }

    /// <summary>Deletes a fault whose message was moved back to its queue.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand("DELETE FROM faults WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Deletes the faults of a queue that are older than a time and not among those found in it.</summary>
    public async Task KeepOnlyAsync(string queue, IReadOnlyCollection<Guid> found, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand("DELETE FROM faults WHERE queue = $1 AND id <> ALL($2) AND failed_at < $3");
        command.Parameters.Add(new() { Value = queue });
        command.Parameters.Add(new() { Value = found.ToArray() });
        command.Parameters.Add(new() { Value = olderThan });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A fault as its service records it.</summary>
public sealed record RecordedFault(Guid Id, string Queue, string Event, string Reason, DateTimeOffset FailedAt);
