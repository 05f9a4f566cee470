using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Harvest;

/// <summary>Harvests one source if it is due and no other replica is harvesting it. A failure is recorded and affects no other source.</summary>
internal sealed partial class HarvestSource(
    NpgsqlDataSource db,
    HarvestStore store,
    SourceRequester requester,
    PaperCatalogue catalogue,
    IngestMetrics metrics,
    IOptions<CatalogueOptions> options,
    TimeProvider time,
    ILogger<HarvestSource> logger)
{
    private const int LongestError = 2_000;

    /// <returns>False if it is not due, or another replica is harvesting it.</returns>
    public async Task<bool> RunIfDueAsync(IHarvestedSource source, CancellationToken cancellationToken)
    {
        var name = source.Options.Name;
        await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Harvest, name, cancellationToken);
        if (held is null
            || (await HarvestStore.ReadAsync(held.Connection, [name], cancellationToken)).GetValueOrDefault(name) is not { } progress
            || progress.DueAt > time.GetUtcNow())
        {
            return false;
        }

        await store.SetStartedAsync(held.Connection, name, cancellationToken);
        var run = new HarvestRun(held.Connection, source.Options, progress.Cursor, requester, catalogue, metrics, time, options.Value.MostEventsWaiting);
        try
        {
            await source.HarvestAsync(run, cancellationToken);
        }
        catch (SourceUnavailableException fault)
        {
            await FailAsync(held.Connection, run, source.Options, progress, fault, fault.Message, cancellationToken);
            return true;
        }
        catch (Exception fault) when (!TransientFault.Is(fault))
        {
            Log.Unexpected(logger, fault, name);
            await FailAsync(held.Connection, run, source.Options, progress, fault, $"Unexpected error: {fault.Message}", cancellationToken);
            return true;
        }

        await run.SaveRequestsAsync(cancellationToken);
        await store.SetSucceededAsync(held.Connection, name, source.Options.Interval, cancellationToken);
        metrics.CountHarvest(name, "done");
        Log.Harvested(logger, name, run.Outcome.New, run.Outcome.Changed, run.Outcome.Unchanged);
        return true;
    }

    private async Task FailAsync(
        NpgsqlConnection connection,
        HarvestRun run,
        SourceOptions source,
        HarvestProgress progress,
        Exception fault,
        string error,
        CancellationToken cancellationToken)
    {
        var failures = progress.FailuresInARow + 1;
        var pause = BackOff.After(failures, (fault as SourceUnavailableException)?.RetryAfter);
        await run.SaveRequestsAsync(cancellationToken);
        await store.SetFailedAsync(connection, source.Name, failures, error.Length > LongestError ? error[..LongestError] : error, pause, cancellationToken);
        metrics.CountHarvest(source.Name, "failed");
        if (failures == 1)
        {
            Log.Failed(logger, fault, source.Name, pause);
        }
        else
        {
            Log.FailedAgain(logger, source.Name, failures, pause, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Harvested {Source}: {New} papers new, {Changed} changed, {Unchanged} unchanged")]
        public static partial void Harvested(ILogger logger, string source, int @new, int changed, int unchanged);

        [LoggerMessage(LogLevel.Warning, "Harvest of {Source} failed, retrying in {Pause}")]
        public static partial void Failed(ILogger logger, Exception exception, string source, TimeSpan pause);

        // An outage can last for days: one warning is enough.
        [LoggerMessage(LogLevel.Information, "Harvest of {Source} failed {Failures} times in a row, retrying in {Pause}: {Reason}")]
        public static partial void FailedAgain(ILogger logger, string source, int failures, TimeSpan pause, string reason);

        [LoggerMessage(LogLevel.Error, "Unexpected error while harvesting {Source}")]
        public static partial void Unexpected(ILogger logger, Exception exception, string source);
    }
}
