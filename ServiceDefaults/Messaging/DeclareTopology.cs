using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>Declares all queues before the bus starts. Waits for the broker, up to a minute.</summary>
internal sealed partial class DeclareTopology(RabbitMqConnection broker, TimeProvider time, ILogger<DeclareTopology> logger) : IHostedService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        while (true)
        {
            try
            {
                await using var channel = await broker.OpenChannelAsync(confirms: false, patience.Token);
                await Topology.DeclareAsync(channel, patience.Token);
                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception) && !patience.IsCancellationRequested)
            {
                Log.Waiting(logger, exception.Message);
                await Task.Delay(s_between, time, patience.Token);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waited for RabbitMQ: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
