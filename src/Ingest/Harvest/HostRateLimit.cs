using Npgsql;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Harvest;

/// <summary>
/// Cluster-wide rate limit per host: one request at a time over all sources and replicas, with a minimum pause. The time of the next request is
/// kept by Postgres and measured by its clock, so neither a restart nor a wrong clock breaks the limit.
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
           SET next_request_at = greatest(host_rate_limits.next_request_at, excluded.next_request_at)
        """;

    /// <summary>Waits for the host's lock and pause, sends the request, and starts the next pause.</summary>
    /// <param name="connection">Without a transaction, and not used by anyone else meanwhile.</param>
    /// <param name="source">Its rate limit.</param>
    /// <param name="send">Sends one request and reads the complete reply.</param>
    /// <exception cref="SourceUnavailableException">The host asked for a pause that is too long to wait inline.</exception>
    public async Task<SourceReply> RunAsync(
        NpgsqlConnection connection,
        SourceOptions source,
        Func<Task<SourceReply>> send,
        CancellationToken cancellationToken)
    {
        var (host, minInterval) = (source.RateLimitKey, source.MinRequestInterval);
        await using var held = await AdvisoryLock.TakeAsync(connection, LockArea.HostRequest, host, cancellationToken);
        await WaitAsync(connection, host, minInterval, cancellationToken);

        // Saved before the request: if the process is killed while waiting for the reply, the pause still applies.
        await connection.ExecuteAsync(SetNext, [host, minInterval], cancellationToken);
        if (!source.OneRequestAtATime)
        {
            await held.DisposeAsync();
        }

        TimeSpan? retryAfter = null;
        try
        {
            var reply = await send();
            retryAfter = reply.RetryAfter;
            return reply;
        }
        finally
        {
            var pause = BackOff.Bounded(retryAfter ?? minInterval);
            await connection.ExecuteAsync(SetNext, [host, pause > minInterval ? pause : minInterval], CancellationToken.None);
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
                throw new SourceUnavailableException($"{host} is rate limited for another {wait:h\\:mm\\:ss}.", retryAfter: wait);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
