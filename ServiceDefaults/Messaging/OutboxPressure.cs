using Npgsql;

namespace Papers.Ingest.Catalogue;

/// <summary>Whoever brings papers pauses while many events wait for the broker, so that neither it nor the disk fills up.</summary>
internal static class OutboxPressure
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private const string CountWaitingEvents = """
        SELECT count(*)
          FROM (SELECT 1 FROM outbox LIMIT $1) AS waiting
        """;

    public static async Task WaitAsync(NpgsqlConnection connection, int mostEventsWaiting, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var count = new NpgsqlCommand(CountWaitingEvents, connection) { Parameters = { new() { Value = (long)mostEventsWaiting } } };
            if ((long)(await count.ExecuteScalarAsync(cancellationToken))! < mostEventsWaiting) // count(*) is never null
            {
                return;
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
