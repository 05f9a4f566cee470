using Papers.Ingest.Import;
using Papers.Testing;

namespace Papers.Ingest.Tests;

/// <summary>A fresh database and a fresh folder for one test, and as many replicas over them as it wants.</summary>
public abstract class IngestTest(TestServers servers) : IAsyncLifetime
{
    private readonly List<Replica> _replicas = [];
    private TestDatabase? _database;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("ingest-").FullName;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _database = await TestDatabase.CreateAsync(servers, "ingest", typeof(FileImport).Assembly, Cancellation);

    private protected Replica NewReplica(Action<ImportOptions>? set = null, int mostEventsWaiting = 200)
    {
        var replica = new Replica(_database!, Configure, mostEventsWaiting); // InitializeAsync came first
        _replicas.Add(replica);
        return replica;

        void Configure(ImportOptions options)
        {
            (options.Inbox, options.QuietTime) = (Path.Combine(Folder, "inbox"), TimeSpan.FromSeconds(1));
            set?.Invoke(options);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var replica in _replicas)
        {
            await replica.Worker.StopAsync(CancellationToken.None);
            replica.Dispose();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
