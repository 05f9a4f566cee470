using Papers.ServiceDefaults.Messaging;

namespace Papers.Notification.Delivery;

/// <summary>Delivers as long as the service runs. When it stops, mails under way may end; none is begun.</summary>
public sealed partial class DeliveryWorker(DeliverMails deliver, DeliverySignal signal, TimeProvider time, ILogger<DeliveryWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var cut = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => cut.CancelAfter(s_grace));
        var faults = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var written = signal.Next;
            var fault = await DeliverAsync(stoppingToken, cut.Token);
            try
            {
                if (fault is null)
                {
                    faults = 0;
                    await signal.WaitAsync(written, stoppingToken);
                }
                else
                {
                    Log.Waiting(logger, fault);
                    await Task.Delay(Pause(++faults), time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <returns>What keeps mails from leaving; null where nothing does.</returns>
    private async Task<string?> DeliverAsync(CancellationToken stopping, CancellationToken cut)
    {
        try
        {
            return await deliver.DeliverDueAsync(stopping, cut);
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            return null;
        }
    }

    private static TimeSpan Pause(int faults) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, faults - 1), s_longestPause.TotalSeconds));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Mails wait: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
