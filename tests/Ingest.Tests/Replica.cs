using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Curation;
using Papers.Ingest.Import;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;

namespace Papers.Ingest.Tests;

/// <summary>One replica of the service over a real database and a real folder, put together by the service's own registrations.</summary>
internal sealed class Replica : IDisposable
{
    private readonly ServiceProvider _services;

    public Replica(TestDatabase database, Action<ImportOptions> set, int mostEventsWaiting)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"{CatalogueOptions.Section}:{nameof(CatalogueOptions.MostEventsWaiting)}", $"{mostEventsWaiting}")])
            .Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddProvider(Logs))
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(database.DataSource)
            .AddSingleton<Outbox>()
            .AddSingleton<IngestMetrics>()
            .AddCatalogue()
            .AddImport()
            .AddCuration()
            .Configure(set)
            .BuildServiceProvider();
        Db = database.DataSource;
        Inbox.Create();
    }

    public RecordedLogs Logs { get; } = new();

    public NpgsqlDataSource Db { get; }

    public InboxFolder Inbox => Get<InboxFolder>();

    public InboxWatch Watch => Get<InboxWatch>();

    public PaperCatalogue Catalogue => Get<PaperCatalogue>();

    public ImportStore Imports => Get<ImportStore>();

    public ImportReports Reports => Get<ImportReports>();

    public FileImport Import => Get<FileImport>();

    public InboxFile InboxFile => Get<InboxFile>();

    public SampleFiles Samples => Get<SampleFiles>();

    public ImportWorker Worker => _services.GetServices<IHostedService>().OfType<ImportWorker>().Single();

    public T Get<T>()
        where T : notnull =>
        _services.GetRequiredService<T>();

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
        Assert.True(await InboxFile.ImportAsync(file, CancellationToken.None));
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
        _services.Dispose();
    }
}
