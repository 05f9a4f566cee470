using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Import;

/// <summary>
/// Imports the samples on the first run only: a run that finds no imports registers them, and later runs finish those registered. The files stay where
/// they are.
/// </summary>
internal sealed partial class SampleFiles(
    ImportStore imports,
    FileImport import,
    NpgsqlDataSource db,
    IOptions<ImportOptions> options,
    ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<SampleFiles>();
    private readonly ILogger _operations = loggers.CreateOperationsLogger();

    private const string FindWaiting = """
        SELECT file_name
          FROM imports
         WHERE origin = 'Sample'
           AND NOT is_filed
         ORDER BY import_id
        """;

    private const string AnyImport = """
        SELECT EXISTS (SELECT FROM imports)
        """;

    /// <summary>Registers the samples if this is the first run.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Samples || options.Value.SamplesFolder is not { Length: > 0 } folder)
        {
            return;
        }

        if (!Directory.Exists(folder))
        {
            Log.NoFolder(_logger, folder);
            return;
        }

        // Another replica that starts at the same time waits here, and then finds them registered.
        await using var connection = await imports.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var wait = new NpgsqlCommand("LOCK TABLE imports IN SHARE ROW EXCLUSIVE MODE", connection))
        {
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var any = new NpgsqlCommand(AnyImport, connection))
        {
            if (await any.ExecuteScalarAsync(cancellationToken) is true)
            {
                return;
            }
        }

        foreach (var sample in List(folder))
        {
            await imports.AddAsync(connection, ImportOrigin.Sample, sample.Name, sample, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The names of the registered samples that are not finished.</summary>
    public async Task<IReadOnlyList<string>> ListWaitingAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(FindWaiting);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Imports one sample.</summary>
    /// <returns>False if another replica is importing it.</returns>
    public async Task<bool> ImportAsync(string name, CancellationToken cancellationToken)
    {
        await using var held = await AdvisoryLock.TryTakeAsync(db, LockArea.Import, $"samples/{name}", cancellationToken);
        if (held is null)
        {
            return false;
        }

        var path = Path.Combine(options.Value.SamplesFolder ?? "", name);
        var file = FileStamp.Find(path) ?? new FileStamp(name, 0, 0);
        using var span = FileImport.Activities.StartActivity("import file")?.SetTag("papers.file", name);
        if (await imports.FindUnfinishedAsync(held.Connection, file, isSample: true, cancellationToken) is { } unfinished)
        {
            if (unfinished.State is ImportState.Waiting or ImportState.Reading)
            {
                // The time of a sample is that of the installation, not of its contents.
                await import.RunAsync(held.Connection, unfinished with { ReceivedAt = file.ModifiedAt }, path, cancellationToken);
            }

            await imports.SetFiledAsync(held.Connection, unfinished.Id, cancellationToken);
            if (await ImportReports.FindAsync(held.Connection, unfinished.Id, cancellationToken) is { } report)
            {
                ImportLog.Ended(_operations, report);
            }
        }

        return true;
    }

    private static IEnumerable<FileStamp> List(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => !InboxFolder.Ignores(file.Name) && !file.Extension.Equals(".md", StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => FileStamp.Find(file.FullName))
            .OfType<FileStamp>();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Samples skipped: the folder {Folder} does not exist (Ingest:SamplesFolder)")]
        public static partial void NoFolder(ILogger logger, string folder);
    }
}
