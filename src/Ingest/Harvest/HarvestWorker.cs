using Microsoft.Extensions.Options;
using Papers.Ingest.Records;

namespace Papers.Ingest.Harvest;

/// <summary>Comes by often, and sets off what is due: the sources side by side, each by one replica.</summary>
internal sealed partial class HarvestWorker(
    HarvestedSources sources,
    HarvestStore store,
    HarvestSource harvest,
    HarvestSignal signal,
    IOptions<HarvestOptions> options,
    TimeProvider time,
    ILogger<HarvestWorker> logger) : BackgroundService
{
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isReady = false;
        try
        {
            while (true)
            {
                try
                {
                    if (!isReady)
                    {
                        await store.EnsureAsync(sources.Names, stoppingToken);
                        isReady = true;
                    }

                    await PollAsync(stoppingToken);
                }
                catch (Exception fault) when (TransientFault.Is(fault) && !stoppingToken.IsCancellationRequested)
                {
                    Log.Waits(logger, fault.Message);
                }

                await signal.WaitAsync(options.Value.PollInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_running.Values);
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _running.Where(running => running.Value.IsCompleted).Select(running => running.Key).ToList())
        {
            _running.Remove(name, out var ended);
            await ended!; // it was there; a fault that nobody foresaw stops the service
        }

        var now = time.GetUtcNow();
        var progress = await store.ReadAsync(sources.Names, cancellationToken);
        foreach (var source in sources.On.Where(source => progress[source.Options.Name].DueAt <= now && !_running.ContainsKey(source.Options.Name)))
        {
            _running.Add(source.Options.Name, TryAsync(source, cancellationToken));
        }
    }

    private async Task TryAsync(IHarvestedSource source, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => harvest.RunIfDueAsync(source, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (TransientFault.Is(fault))
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Log.BrokeOff(logger, source.Options.Name, fault.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waited with the harvests: {Reason}")]
        public static partial void Waits(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "Broke off the harvest of {Source}, to go on with it in a moment: {Reason}")]
        public static partial void BrokeOff(ILogger logger, string source, string reason);
    }
}
