using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.Editions;

/// <summary>Publishes the daily edition when it is due. All replicas check; the first one to insert the date publishes.</summary>
internal sealed partial class EditionSchedule(
    EditionPublisher publisher,
    IOptions<EditionOptions> options,
    TimeProvider time,
    ILogger<EditionSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan s_checkInterval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await publisher.PublishDueAsync(options.Value.DailyAt, stoppingToken);
                await Task.Delay(s_checkInterval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception))
            {
                Log.Retrying(logger, exception);
                await Task.Delay(s_checkInterval, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Checking for a due edition failed: a server is unavailable, retrying")]
        public static partial void Retrying(ILogger logger, Exception exception);
    }
}
