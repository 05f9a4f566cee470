using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Wakes the relay by PostgreSQL's NOTIFY when a transaction with events commits; falls back to polling while LISTEN is disconnected.</summary>
public sealed partial class OutboxSignal(NpgsqlDataSource db, ServiceName service, TimeProvider time, ILogger<OutboxSignal> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_reconnectDelay = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Waits for the next signal, at most for the poll interval.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(s_pollInterval, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException exception)
            {
                Log.Disconnected(logger, exception);
                await Task.Delay(s_reconnectDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, _) => Wake();
        await using (var listen = new NpgsqlCommand($"LISTEN outbox_{service}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // The relay has not handled the last signal yet: one is enough.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "LISTEN on the outbox was disconnected, polling until it is connected again")]
        public static partial void Disconnected(ILogger logger, Exception exception);
    }
}
