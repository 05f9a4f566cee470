using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Papers.ServiceDefaults.Messaging;

namespace Papers.ServiceDefaults.Republish;

/// <summary>Goes on with what is to be told again, until nothing is left.</summary>
public sealed partial class RepublishWorker(RepublishStore store, TimeProvider time, ILogger<RepublishWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_brokerPause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(await StepAsync(stoppingToken), time, stoppingToken);
        }
    }

    // How long to rest afterwards.
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
                    return s_betweenLooks;
            }
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            Log.Waits(logger, exception.Message);
            return s_betweenLooks;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Told everything again that was asked for")]
        public static partial void Finished(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Waited with telling again: {Reason}")]
        public static partial void Waits(ILogger logger, string reason);
    }
}
