using Npgsql;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging.Faults;
using Papers.ServiceDefaults.Postgres;

namespace Papers.ServiceDefaults.Operations;

/// <summary>What a service tells an operator of itself, in process and at <c>/internal/…</c>.</summary>
public sealed class OperatorView(NpgsqlDataSource db, Tallies tallies, ErrorQueues errorQueues, FaultStore faults, TimeProvider time)
{
    /// <summary>Totals, the outbox and the error queues as of now.</summary>
    /// <exception cref="SilentServerException">Postgres or RabbitMQ does not answer.</exception>
    public async Task<ServiceCounts> CountAsync(CancellationToken cancellationToken)
    {
        var faulty = SilentServerException.AskAsync("messaging", "RabbitMQ", errorQueues.CountAsync, time, cancellationToken);
        var counted = SilentServerException.AskAsync("postgres", "PostgreSQL", CountRowsAsync, time, cancellationToken);
        await Task.WhenAll(faulty, counted);
        return (await counted) with { Faults = await faulty };
    }

    /// <summary>The messages that failed for good, the newest first.</summary>
    public async Task<IReadOnlyList<Fault>> ListFaultsAsync(CancellationToken cancellationToken)
    {
        await errorQueues.ReconcileAsync(cancellationToken);
        return await faults.ListAsync(cancellationToken);
    }

    /// <summary>Sends a failed message back to the queue it failed in.</summary>
    /// <returns>False where there is no such fault, or its message is gone.</returns>
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
