using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Records;
using Papers.Ingest.Sources;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Import;

/// <summary>
/// Brings one file into the catalogue, from where it was broken off if it was: each batch is saved in one transaction with the events that tell of
/// it and the place that was reached, so that a kill at any moment neither loses a record nor counts one twice.
/// </summary>
internal sealed partial class FileImport(
    ImportStore imports,
    PaperCatalogue catalogue,
    IngestMetrics metrics,
    IOptions<CatalogueOptions> options,
    TimeProvider time,
    ILogger<FileImport> logger)
{
    /// <summary>The spans of an import: one of the file as a whole, and a trace of its own for each batch.</summary>
    internal static readonly ActivitySource Activities = new($"{TelemetryDefaults.SourcePrefix}Ingest.Import");

    /// <param name="connection">The one that holds the file's lock: were it lost, so would be the right to go on.</param>
    public async Task RunAsync(NpgsqlConnection connection, UnfinishedImport import, string path, CancellationToken cancellationToken)
    {
        var found = await Task.Run(() => FileFormats.Find(path), cancellationToken);
        await imports.BeginAsync(connection, import.Id, found.Name, cancellationToken);
        var failure = found.Format is { } format
            ? await ReadAsync(connection, import, path, format, cancellationToken)
            : found.Failure;
        await imports.FinishAsync(connection, import.Id, failure is null ? ImportState.Done : ImportState.Failed, failure, cancellationToken);
    }

    private async Task<string?> ReadAsync(
        NpgsqlConnection connection,
        UnfinishedImport import,
        string path,
        ISourceFormat format,
        CancellationToken cancellationToken)
    {
        var rejected = import.Rejected;
        var taken = import.Position - rejected;
        var latestDay = FutureDays.LatestDay(time.GetUtcNow());
        try
        {
            await foreach (var batch in FileReading.ReadAsync(path, format, latestDay, import.Position, cancellationToken))
            {
                await OutboxPressure.WaitAsync(connection, options.Value.MostEventsWaiting, time, cancellationToken);
                using var trace = Activities.StartTrace("import batch");
                await SaveAsync(connection, import.Id, batch, rejected, cancellationToken);
                rejected += batch.Rejects.Count;
                taken += batch.Records.Count + batch.Deletions.Count;
            }
        }
        catch (Exception fault) when (!TransientFault.Is(fault) && fault is not ImportTakenOverException)
        {
            Log.Stopped(logger, fault, path, taken + rejected);
            return $"Reading stopped after {taken + rejected:N0} records, at something that Papers was not made for: {fault.Message}";
        }

        return taken > 0 ? null
            : rejected == 0 ? "The file holds no paper."
            : $"Not one of its {rejected:N0} records could be taken; the rejects say why.";
    }

    private async Task SaveAsync(NpgsqlConnection connection, Guid id, EntryBatch batch, long rejectedBefore, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var saved = await catalogue.SaveAsync(connection, batch.Records, batch.Deletions, batch.ReadAt, cancellationToken);
        var outcome = saved.Outcome;
        await ImportStore.SaveProgressAsync(connection, id, batch, outcome, rejectedBefore, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.Read(outcome.New, outcome.Changed, outcome.Unchanged, batch.Rejects.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Could not go on with {Path} after {Records} records")]
        public static partial void Stopped(ILogger logger, Exception exception, string path, long records);
    }
}
