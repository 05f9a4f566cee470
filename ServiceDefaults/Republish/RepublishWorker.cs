using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Papers.ServiceDefaults.Messaging;

namespace Papers.ServiceDefaults.Republish;

/// <summary>Republishes what operators ordered, until nothing is left.</summary>
public sealed partial class RepublishWorker(RepublishStore store, TimeProvider time, ILogger<RepublishWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_brokerPause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(await StepAsync(stoppingToken), time, stoppingToken);
        }
    }

    // Returns how long to wait afterwards.
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            switch (await store.TellNextAsync(cancellationToken))
            {
                case RepublishStep.ToldSome:
                    return TimeSpan.Zero;
                case RepublishStep.BrokerIsBehind:
                    return s_brokerPause;
                case RepublishStep.Finished:
                    Log.Finished(logger);
                    return TimeSpan.Zero;
                default:
                    return s_pollInterval;
            }
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.Failed(logger, exception);
            return s_pollInterval;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Republish finished")]
        public static partial void Finished(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Republish failed, a server is unavailable, retrying")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
