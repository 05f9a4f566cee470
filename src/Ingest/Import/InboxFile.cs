using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Import;

/// <summary>
/// Processes one file of the inbox: import, report, move. Each step is saved in the database first, so that a restart continues with the next.
/// </summary>
internal sealed partial class InboxFile(
    InboxFolder inbox,
    ImportStore imports,
    FileImport import,
    NpgsqlDataSource db,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<InboxFile>();
    private readonly ILogger _operations = loggers.CreateOperationsLogger();

    /// <returns>False if another replica is importing it, or it is gone.</returns>
    public async Task<bool> ImportAsync(FileStamp seen, CancellationToken cancellationToken)
    {
        await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Import, seen.Name, cancellationToken);
        var path = inbox.PathOf(seen.Name);
        if (held is null || FileStamp.Find(path) is not { } file)
        {
            return false;
        }

        using var span = FileImport.Activities.StartActivity("import file")?.SetTag("papers.file", file.Name);
        var unfinished = await imports.FindUnfinishedAsync(held.Connection, file, isSample: false, cancellationToken)
            ?? new(await imports.AddAsync(held.Connection, ImportOrigin.Inbox, file.Name, file, cancellationToken), ImportState.Waiting, 0, 0, null, time.GetUtcNow());
        if (unfinished.State is ImportState.Waiting or ImportState.Reading)
        {
            Log.Started(_logger, file.Name, unfinished.Position);
            await import.RunAsync(held.Connection, unfinished, path, cancellationToken);
        }

        await MoveFileAsync(held.Connection, unfinished, file.Name, cancellationToken);
        return true;
    }

    /// <summary>Closes the imports of files that no longer exist: removed by someone, or moved just before a crash.</summary>
    public async Task CloseLostAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await imports.ListUnfiledAsync(cancellationToken))
        {
            await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Import, name, cancellationToken);
            if (held is not null && FileStamp.Find(inbox.PathOf(name)) is null)
            {
                await imports.FindUnfinishedAsync(held.Connection, new FileStamp(name, -1, -1), isSample: false, cancellationToken);
            }
        }
    }

    private async Task MoveFileAsync(NpgsqlConnection connection, UnfinishedImport unfinished, string fileName, CancellationToken cancellationToken)
    {
        var report = await ImportReports.FindAsync(connection, unfinished.Id, cancellationToken)
            ?? throw new InvalidOperationException($"The import {unfinished.Id} is no longer in the database.");
        var folder = report.State == ImportState.Done ? inbox.Done : inbox.Failed;
        var name = unfinished.FiledAs;
        if (name is null || Path.Exists(Path.Combine(folder, name)))
        {
            name = InboxFolder.FreeName(folder, report.Name);
            await imports.SetFiledNameAsync(connection, unfinished.Id, name, cancellationToken);
        }

        var target = Path.Combine(folder, name);
        await ImportReports.WriteAsync(target + InboxFolder.ReportSuffix, report with { FiledAs = name }, cancellationToken);
        try
        {
            File.Move(inbox.PathOf(fileName), target, overwrite: false);
        }
        catch (FileNotFoundException)
        {
            // Removed by someone after it was read; the report stays.
        }

        await imports.SetFiledAsync(connection, unfinished.Id, cancellationToken);
        ImportLog.Ended(_operations, report);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Import of {Name} started at record {Position}")]
        public static partial void Started(ILogger logger, string name, long position);
    }
}
