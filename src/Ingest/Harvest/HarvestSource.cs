using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Operations;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Harvest;

/// <summary>Harvests one source if it is due and no other replica does so already. Whatever goes wrong with it is noted, and harms no other.</summary>
internal sealed partial class HarvestSource(
    NpgsqlDataSource db,
    HarvestStore store,
    SourceRequester ask,
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

    /// <returns>False where it is not due, or another replica is at it.</returns>
    public async Task<bool> RunIfDueAsync(IHarvestedSource source, CancellationToken cancellationToken)
    {
        var name = source.Options.Name;
        await using var turn = await AdvisoryLock.TryTakeAsync(db, LockArea.Harvest, name, cancellationToken);
        if (turn is null
            || (await HarvestStore.ReadAsync(turn.Connection, [name], cancellationToken)).GetValueOrDefault(name) is not { } progress
            || progress.DueAt > time.GetUtcNow())
        {
            return false;
        }

        using var span = Activities.StartActivity("harvest source")?.SetTag("papers.source", name);
        await store.StartAsync(turn.Connection, name, cancellationToken);
        var run = new HarvestRun(turn.Connection, source.Options, progress.Cursor, new(ask, catalogue, metrics, time, options.Value.MostEventsWaiting));
        try
        {
            await source.HarvestAsync(run, cancellationToken);
        }
        catch (SourceUnavailableException fault)
        {
            await FailAsync(turn.Connection, run, source.Options, progress, fault.Message, fault.RetryAfter, cancellationToken);
            return true;
        }
        catch (Exception fault) when (!TransientFault.Is(fault))
        {
            Log.Stumbled(_logger, fault, name);
            await FailAsync(turn.Connection, run, source.Options, progress, $"It met something that Papers was not made for: {fault.Message}", null, cancellationToken);
            return true;
        }

        await run.SaveRequestsAsync(cancellationToken);
        await store.SucceedAsync(turn.Connection, name, source.Options.Interval, cancellationToken);
        metrics.Harvested(name, "done");
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
        string error,
        TimeSpan? retryAfter,
        CancellationToken cancellationToken)
    {
        var failures = progress.FailuresInARow + 1;
        var pause = BackOff.After(failures, retryAfter);
        await run.SaveRequestsAsync(cancellationToken);
        await store.FailAsync(connection, source.Name, failures, error.Length > LongestError ? error[..LongestError] : error, pause, cancellationToken);
        metrics.Harvested(source.Name, "failed");
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

        // Without a network this goes on for days: once is enough to warn of it.
        [LoggerMessage(LogLevel.Information, "Source {Source} failed {Failures} times in a row, retry in {Pause}: {Reason}")]
        public static partial void FailedAgain(ILogger logger, string source, int failures, TimeSpan pause, string reason);

        [LoggerMessage(LogLevel.Error, "Stumbled over what {Source} sent")]
        public static partial void Stumbled(ILogger logger, Exception exception, string source);
    }
}
