using Microsoft.Extensions.Options;
using Papers.Ingest.Records;

namespace Papers.Ingest.Harvest;

/// <summary>Polls for due sources and starts them in parallel; a lock keeps each to one replica.</summary>
internal sealed partial class HarvestWorker(
    HarvestedSources sources,
    HarvestStore store,
    HarvestSource harvest,
    WakeSignal signal,
    IOptions<HarvestOptions> options,
    TimeProvider time,
    ILogger<HarvestWorker> logger) : BackgroundService
{
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isRegistered = false;
        try
        {
            while (true)
            {
                try
                {
                    if (!isRegistered)
                    {
                        await store.EnsureAsync(sources.Names, stoppingToken);
                        isRegistered = true;
                    }

                    await PollAsync(stoppingToken);
                }
                catch (Exception fault) when (TransientFault.Is(fault) && !stoppingToken.IsCancellationRequested)
                {
                    Log.PollFailed(logger, fault);
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
            await ended!; // present in the dictionary; an unexpected exception stops the service
        }

        var now = time.GetUtcNow();
        var progress = await store.ReadAsync(sources.Names, cancellationToken);
        foreach (var source in sources.Enabled.Where(source => progress[source.Options.Name].DueAt <= now && !_running.ContainsKey(source.Options.Name)))
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
                Log.Interrupted(logger, fault, source.Options.Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Polling for due harvests failed, retrying")]
        public static partial void PollFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Harvest of {Source} interrupted, retrying")]
        public static partial void Interrupted(ILogger logger, Exception exception, string source);
    }
}
