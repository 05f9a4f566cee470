using Npgsql;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Harvest;

/// <summary>
/// The right to ask a host, which one at a time has over all sources and replicas, and none before its time. The lock is the connection's, so it ends with the
/// process that held it; the time is kept by Postgres and counted by its clock, so that neither a restart nor a clock that is off makes us impolite.
/// </summary>
internal sealed class HostRateLimit(TimeProvider time)
{
    private const string ReadWait = """
        SELECT least(coalesce(max(next_request_at - clock_timestamp()), interval '0'), $2)
          FROM host_rate_limits
         WHERE host = $1
        """;

    private const string SetNext = """
        INSERT INTO host_rate_limits (host, next_request_at)
        VALUES ($1, clock_timestamp() + $2)
        ON CONFLICT (host) DO UPDATE
           SET next_request_at = excluded.next_request_at
        """;

    /// <summary>Waits for the turn, asks, and lets the host rest before the next one, whoever that is.</summary>
    /// <param name="connection">Without a transaction, and used by no one else meanwhile.</param>
    /// <param name="host">Who is asked, by the name under which all share its turns.</param>
    /// <param name="politeness">The rest.</param>
    /// <param name="ask">Sends one request and reads its reply to the end.</param>
    /// <exception cref="SourceUnavailableException">The host has asked to be left alone for longer than is waited on the spot.</exception>
    public async Task<SourceReply> AskAsync(
        NpgsqlConnection connection,
        string host,
        TimeSpan minInterval,
        Func<Task<SourceReply>> ask,
        CancellationToken cancellationToken)
    {
        await using var held = await AdvisoryLock.TakeAsync(connection, LockArea.HostRequest, host, cancellationToken);
        await WaitAsync(connection, host, minInterval, cancellationToken);

        // Noted before it is sent: whoever is killed in the middle has asked all the same.
        await connection.ExecuteAsync(SetNext, [host, minInterval], cancellationToken);
        TimeSpan? rest = null;
        try
        {
            var reply = await ask();
            rest = reply.RetryAfter;
            return reply;
        }
        finally
        {
            var bounded = BackOff.Bounded(rest ?? minInterval);
            await connection.ExecuteAsync(SetNext, [host, bounded > minInterval ? bounded : minInterval], CancellationToken.None);
        }
    }

    private async Task WaitAsync(NpgsqlConnection connection, string host, TimeSpan minInterval, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var read = new NpgsqlCommand(ReadWait, connection)
            {
                Parameters = { new() { Value = host }, new() { Value = BackOff.LongestRetryAfter } },
            };
            var wait = (TimeSpan)(await read.ExecuteScalarAsync(cancellationToken))!; // coalesced
            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            if (wait > minInterval + BackOff.LongestInlineWait)
            {
                throw new SourceUnavailableException($"{host} asked to be left alone for another {wait:h\\:mm\\:ss}.", retryAfter: wait);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
