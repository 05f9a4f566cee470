using Npgsql;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Back-pressure: writers of many events pause while many wait for the broker, so that neither it nor the disk fills up.</summary>
public static class OutboxPressure
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // The limit keeps the count cheap however many wait.
    private const string CountWaiting = """
        SELECT count(*)
          FROM (SELECT FROM outbox LIMIT $1) AS waiting
        """;

    /// <returns>True if at least this many events wait in the outbox of the connection's schema.</returns>
    public static async Task<bool> IsHighAsync(NpgsqlConnection connection, int mostEventsWaiting, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand(CountWaiting, connection) { Parameters = { new() { Value = (long)mostEventsWaiting } } };
        return (long)(await count.ExecuteScalarAsync(cancellationToken))! >= mostEventsWaiting; // count(*) is never null
    }

    /// <summary>Waits until fewer events wait.</summary>
    public static async Task WaitAsync(NpgsqlConnection connection, int mostEventsWaiting, TimeProvider time, CancellationToken cancellationToken)
    {
        while (await IsHighAsync(connection, mostEventsWaiting, cancellationToken))
        {
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
