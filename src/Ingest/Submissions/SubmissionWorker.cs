using Papers.Ingest.Records;

namespace Papers.Ingest.Submissions;

/// <summary>Polls for pending submissions.</summary>
internal sealed partial class SubmissionWorker(SettleSubmissions settle, TimeProvider time, ILogger<SubmissionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await settle.RunAsync(stoppingToken))
                {
                }
            }
            catch (Exception fault) when (TransientFault.Is(fault))
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    Log.Failed(logger, fault);
                }
            }

            await Task.Delay(s_pollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Settling submissions failed, retrying")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
