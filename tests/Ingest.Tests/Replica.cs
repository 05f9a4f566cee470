using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Import;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;

namespace Papers.Ingest.Tests;

/// <summary>The parts of one replica of the service, put together by hand over a real database and a real folder.</summary>
internal sealed class Replica : IDisposable
{
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public Replica(TestDatabase database, ImportOptions settings)
    {
        var options = Options.Create(settings);
        Db = database.DataSource;
        Inbox = new InboxFolder(options);
        Inbox.Create();
        Watch = new InboxWatch(Inbox, NullLogger<InboxWatch>.Instance);
        Catalogue = new PaperCatalogue(new Outbox(TimeProvider.System), TimeProvider.System);
        Imports = new ImportStore(Db, TimeProvider.System);
        Reports = new ImportReports(Db);
        Import = new FileImport(Imports, Catalogue, new IngestMetrics(_metrics.GetRequiredService<IMeterFactory>()), options, TimeProvider.System, NullLogger<FileImport>.Instance);
        InboxFile = new InboxFile(Inbox, Imports, Import, Db, NullLogger<InboxFile>.Instance);
        Samples = new SampleFiles(Imports, Import, Db, options, NullLogger<SampleFiles>.Instance);
        Worker = new ImportWorker(Inbox, Watch, InboxFile, Samples, options, TimeProvider.System, NullLogger<ImportWorker>.Instance);
    }

    public NpgsqlDataSource Db { get; }

    public InboxFolder Inbox { get; }

    public InboxWatch Watch { get; }

    public PaperCatalogue Catalogue { get; }

    public ImportStore Imports { get; }

    public ImportReports Reports { get; }

    public FileImport Import { get; }

    public InboxFile InboxFile { get; }

    public SampleFiles Samples { get; }

    public ImportWorker Worker { get; }

    /// <summary>Drops a file into the inbox as one should: by rename.</summary>
    public FileStamp Drop(string name, byte[] contents)
    {
        var unfinished = Inbox.PathOf($".{name}.part");
        File.WriteAllBytes(unfinished, contents);
        File.Move(unfinished, Inbox.PathOf(name));
        return FileStamp.Find(Inbox.PathOf(name))!;
    }

    public FileStamp Drop(string name, string contents) => Drop(name, System.Text.Encoding.UTF8.GetBytes(contents));

    /// <summary>Takes a file through, and gives its report as it lies beside it.</summary>
    public async Task<ImportReport> ImportAsync(FileStamp file)
    {
        Assert.True(await InboxFile.TakeAsync(file, CancellationToken.None));
        return (await Reports.FindAsync((await Reports.ListAsync(1, CancellationToken.None))[0].Id, CancellationToken.None))!;
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Db.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<long> CountPapersAsync() => AskAsync<long>("SELECT count(*) FROM papers");

    public async Task RunAsync(string sql)
    {
        await using var command = Db.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        Worker.Dispose();
        Watch.Dispose();
        _metrics.Dispose();
    }
}
