using Npgsql;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging.Faults;
using Papers.ServiceDefaults.Postgres;

namespace Papers.ServiceDefaults.Operations;

/// <summary>Counts and failed messages of this service for operators, in process and at <c>/internal/…</c>.</summary>
public sealed class OperatorView(NpgsqlDataSource db, Tallies tallies, ErrorQueues errorQueues, FaultStore faults, TimeProvider time)
{
    /// <summary>The current totals, and the size of the outbox and of the error queues.</summary>
    /// <exception cref="SilentServerException">PostgreSQL or RabbitMQ is unavailable.</exception>
    public async Task<ServiceCounts> CountAsync(CancellationToken cancellationToken)
    {
        var faulty = SilentServerException.AskAsync("messaging", "RabbitMQ", errorQueues.CountAsync, time, cancellationToken);
        var counted = SilentServerException.AskAsync("postgres", "PostgreSQL", CountRowsAsync, time, cancellationToken);
        await Task.WhenAll(faulty, counted);
        return (await counted) with { Faults = await faulty };
    }

    /// <summary>The failed messages, newest first.</summary>
    public async Task<IReadOnlyList<Fault>> ListFaultsAsync(CancellationToken cancellationToken)
    {
        await errorQueues.ReconcileAsync(cancellationToken);
        return await faults.ListAsync(cancellationToken);
    }

    /// <summary>Moves a failed message back to the queue it failed in.</summary>
    /// <returns>False if there is no such fault, or its message is gone.</returns>
    public Task<bool> RetryFaultAsync(Guid id, CancellationToken cancellationToken) => errorQueues.RetryAsync(id, cancellationToken);

    private async Task<ServiceCounts> CountRowsAsync(CancellationToken cancellationToken)
    {
        await using var pending = db.CreateCommand("SELECT count(*) FROM outbox");
        return new ServiceCounts
        {
            Tallies = await tallies.ReadAsync(cancellationToken),
            OutboxPending = (long)(await pending.ExecuteScalarAsync(cancellationToken))!, // count(*) is never null
            Faults = 0,
        };
    }
}
