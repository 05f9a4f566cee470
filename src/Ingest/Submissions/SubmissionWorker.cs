using Papers.Ingest.Records;

namespace Papers.Ingest.Submissions;

/// <summary>Comes by every other second for submissions that wait.</summary>
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
                    Log.Waits(logger, fault.Message);
                }
            }

            await Task.Delay(s_pollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waited with the submissions: {Reason}")]
        public static partial void Waits(ILogger logger, string reason);
    }
}
