using Papers.ServiceDefaults.Messaging;

namespace Papers.Notification.Delivery;

/// <summary>Sends queued mails while the service runs. At shutdown, mails being sent may finish; no other is started.</summary>
internal sealed partial class DeliveryWorker(MailSender sender, DeliverySignal signal, TimeProvider time, ILogger<DeliveryWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_shutdownGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var abort = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => abort.CancelAfter(s_shutdownGrace));
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var queued = signal.Next;
            var sent = await SendAsync(failures + 1, stoppingToken, abort.Token);
            try
            {
                if (sent)
                {
                    failures = 0;
                    await signal.WaitAsync(queued, stoppingToken);
                }
                else
                {
                    await Task.Delay(DelayAfter(++failures), time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <returns>False where the channel or a server is unavailable.</returns>
    private async Task<bool> SendAsync(int attempt, CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            if (await sender.SendDueAsync(stopping, abort) is not { } reason)
            {
                return true;
            }

            Log.ChannelUnavailable(logger, reason, DelayAfter(attempt));
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.ServerUnavailable(logger, exception, DelayAfter(attempt));
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return true;
        }

        return false;
    }

    private static TimeSpan DelayAfter(int failures) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), s_maxDelay.TotalSeconds));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sending mails failed: {Reason}; next retry in {Delay}")]
        public static partial void ChannelUnavailable(ILogger logger, string reason, TimeSpan delay);

        [LoggerMessage(LogLevel.Warning, "Sending mails failed: a server is unavailable; next retry in {Delay}")]
        public static partial void ServerUnavailable(ILogger logger, Exception exception, TimeSpan delay);
    }
}
