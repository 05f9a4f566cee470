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
/// Imports a file, resuming an interrupted run. Batch, outbox events and position commit together, so a crash neither loses nor doubles a record.
/// </summary>
internal sealed partial class FileImport(
    ImportStore imports,
    PaperCatalogue catalogue,
    IngestMetrics metrics,
    IOptions<CatalogueOptions> options,
    IOptions<ImportOptions> files,
    TimeProvider time,
    ILogger<FileImport> logger)
{
    /// <summary>The spans of an import: one of the file as a whole, and a trace of its own for each batch.</summary>
    internal static readonly ActivitySource Activities = new($"{TelemetryDefaults.SourcePrefix}Ingest.Import");

    /// <param name="connection">The connection that holds the file's lock.</param>
    public async Task RunAsync(NpgsqlConnection connection, UnfinishedImport import, string path, CancellationToken cancellationToken)
    {
        var found = await Task.Run(() => FileFormats.Find(path, files.Value.UnpackedLimit, cancellationToken), cancellationToken);
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
            await foreach (var batch in FileReading.ReadAsync(path, format, latestDay, import.Position, import.ReceivedAt, files.Value.UnpackedLimit, cancellationToken))
            {
                await OutboxPressure.WaitAsync(connection, options.Value.MostEventsWaiting, time, cancellationToken);
                using var trace = Activities.StartTrace("import batch");
                var rejects = await SaveAsync(connection, import.Id, batch, rejected, cancellationToken);
                rejected += rejects;
                taken += batch.Count - rejects;
            }
        }
        catch (Exception fault) when (!TransientFault.Is(fault) && fault is not ImportTakenOverException)
        {
            Log.Failed(logger, fault, path, taken + rejected);
            return $"Import failed after {taken + rejected:N0} records, at an unexpected error: {fault.Message}";
        }

        return taken > 0 ? null
            : rejected == 0 ? "The file has no records."
            : $"All {rejected:N0} records were rejected; see the rejects.";
    }

    /// <returns>The number of rejects.</returns>
    private async Task<int> SaveAsync(NpgsqlConnection connection, Guid id, EntryBatch batch, long rejectedBefore, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (outcome, rejects) = await catalogue.SaveAsync(connection, transaction, batch, cancellationToken);
        await ImportStore.SaveProgressAsync(connection, id, batch, outcome, rejects, rejectedBefore, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.CountRecords(outcome.New, outcome.Changed, outcome.Unchanged, rejects.Count);
        return rejects.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Import of {Path} failed after {Records} records")]
        public static partial void Failed(ILogger logger, Exception exception, string path, long records);
    }
}
