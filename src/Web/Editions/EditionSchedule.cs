using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.Editions;

/// <summary>Publishes the daily edition at its time. Every replica looks; the first to claim the date publishes.</summary>
public sealed partial class EditionSchedule(
    EditionPublisher publisher,
    IOptions<EditionOptions> options,
    TimeProvider time,
    ILogger<EditionSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await publisher.PublishDueAsync(options.Value.DailyAt, stoppingToken);
                await Task.Delay(s_lookEvery, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception))
            {
                Log.Postponed(logger, exception);
                await Task.Delay(s_lookEvery, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Could not look whether an edition is due; will look again")]
        public static partial void Postponed(ILogger logger, Exception exception);
    }
}
