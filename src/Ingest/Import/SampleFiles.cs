using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;
using Papers.ServiceDefaults.Operations;

namespace Papers.Ingest.Import;

/// <summary>
/// The samples, imported on the first run alone: the run that finds that nothing was ever imported notes them down, and whoever runs next finishes
/// what is noted. The files themselves stay where they are.
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

    /// <summary>Notes the samples down if this is the first run.</summary>
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

        // Another replica that starts at the same moment waits here, and then finds them noted.
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

    /// <summary>The names of those that are noted and not finished.</summary>
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

    /// <summary>Reads one of them to its end.</summary>
    /// <returns>False where another replica has it.</returns>
    public async Task<bool> TakeAsync(string name, CancellationToken cancellationToken)
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
                await import.RunAsync(held.Connection, unfinished, path, cancellationToken);
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
        [LoggerMessage(LogLevel.Warning, "Left out the samples: there is no folder {Folder} (Ingest:SamplesFolder)")]
        public static partial void NoFolder(ILogger logger, string folder);
    }
}
