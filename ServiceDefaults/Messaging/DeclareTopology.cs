using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Declares all queues before the bus starts. Retries for up to a minute while the broker is unavailable.</summary>
internal sealed partial class DeclareTopology(RabbitMqConnection broker, TimeProvider time, ILogger<DeclareTopology> logger) : IHostedService
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        while (true)
        {
            try
            {
                await using var channel = await broker.OpenChannelAsync(confirms: false, timeout.Token);
                await Topology.DeclareAsync(channel, timeout.Token);
                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception) && !timeout.IsCancellationRequested)
            {
                Log.Unavailable(logger, exception);
                await Task.Delay(s_retryDelay, time, timeout.Token);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "RabbitMQ is unavailable, retrying to declare the queues")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }
}
