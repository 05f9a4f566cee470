using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Telemetry;

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
    ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<HarvestSource>();
    private readonly ILogger _operations = loggers.CreateOperationsLogger();

    private const int LongestError = 2_000;

    /// <summary>The spans of a harvest: one of the whole, and a trace of its own for each batch that is saved.</summary>
    internal static readonly ActivitySource Activities = new($"{TelemetryDefaults.SourcePrefix}Ingest.Harvest");

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

        using var span = Activities.StartActivity("harvest source")?.SetTag("papers.source", name);
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
            Log.Unexpected(_logger, fault, name);
            await FailAsync(held.Connection, run, source.Options, progress, fault, $"Unexpected error: {fault.Message}", cancellationToken);
            return true;
        }

        await run.SaveRequestsAsync(cancellationToken);
        await store.SetSucceededAsync(held.Connection, name, source.Options.Interval, cancellationToken);
        metrics.CountHarvest(name, "done");
        Log.Harvested(_logger, name, run.Outcome.New, run.Outcome.Changed, run.Outcome.Unchanged);
        if (progress.FailuresInARow > 0)
        {
            Log.Recovered(_operations, name, progress.FailuresInARow, run.Outcome.New, run.Outcome.Changed);
        }

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
            Log.Failed(_operations, source.Name, pause, error);
        }
        else
        {
            Log.FailedAgain(_logger, source.Name, failures, pause, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Harvested {Source}: {New} papers new, {Changed} changed, {Unchanged} unchanged")]
        public static partial void Harvested(ILogger logger, string source, int @new, int changed, int unchanged);

        [LoggerMessage(LogLevel.Information, "Source {Source} recovered after {Failures} failed harvests: {New} papers new, {Changed} changed")]
        public static partial void Recovered(ILogger logger, string source, int failures, int @new, int changed);

        [LoggerMessage(LogLevel.Warning, "Source {Source} failed, retry in {Pause}: {Reason}")]
        public static partial void Failed(ILogger logger, string source, TimeSpan pause, string reason);

        // An outage can last for days: one warning is enough.
        [LoggerMessage(LogLevel.Information, "Source {Source} failed {Failures} times in a row, retry in {Pause}: {Reason}")]
        public static partial void FailedAgain(ILogger logger, string source, int failures, TimeSpan pause, string reason);

        [LoggerMessage(LogLevel.Error, "Unexpected error while harvesting {Source}")]
        public static partial void Unexpected(ILogger logger, Exception exception, string source);
    }
}
