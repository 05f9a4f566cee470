using Papers.Ingest.Records;

namespace Papers.Ingest.Submissions;

/// <summary>Polls for pending submissions, arXiv ids and DOIs independently of each other.</summary>
internal sealed partial class SubmissionWorker(SettleSubmissions settle, TimeProvider time, ILogger<SubmissionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(PollAsync(settle.RunArxivAsync, stoppingToken), PollAsync(settle.RunDoisAsync, stoppingToken));

    private async Task PollAsync(Func<CancellationToken, Task<bool>> run, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                while (await run(cancellationToken))
                {
                }
            }
            catch (Exception fault) when (TransientFault.Is(fault))
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    Log.Failed(logger, fault);
                }
            }

            await Task.Delay(s_pollInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Settling submissions failed, retrying")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
