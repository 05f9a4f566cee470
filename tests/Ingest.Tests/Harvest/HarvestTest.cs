using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Harvest;
using Papers.Ingest.Import;
using Papers.Ingest.Sources;
using Papers.Ingest.Submissions;
using Papers.ServiceDefaults.Http;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Harvest;

/// <summary>A fresh database, a source on loopback, a clock that the test sets, and as many replicas as it wants.</summary>
public abstract class HarvestTest(TestServers servers) : IAsyncLifetime
{
    private readonly List<ServiceProvider> _replicas = [];
    private TestDatabase? _database;
    private StubSource? _stub;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A Wednesday at noon.</summary>
    protected FakeTimeProvider Time { get; } = new(new(2026, 2, 11, 12, 0, 0, TimeSpan.Zero));

    protected RecordedLogs Logs { get; } = new();

    private protected StubSource Stub => _stub!; // InitializeAsync came first

    private protected NpgsqlDataSource Db => _database!.DataSource;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(servers, "ingest", typeof(FileImport).Assembly, Cancellation);
        _stub = await StubSource.StartAsync();
    }

    /// <summary>A replica with the source given switched on and led to the stub.</summary>
    private protected ServiceProvider NewReplica(string source, params (string Key, string Value)[] settings) => NewReplica(Time, source, settings);

    private protected ServiceProvider NewReplica(TimeProvider time, string source, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            [$"Ingest:Sources:{source}:Enabled"] = "true",
            [$"Ingest:Sources:{source}:BaseUrl"] = Stub.Url,
            [$"Ingest:Sources:{source}:MinRequestInterval"] = "00:00:00",
            [$"Ingest:Sources:{source}:Timeout"] = "00:10:00",
        };
        foreach (var (key, value) in settings)
        {
            all[key == "Offline" || key.Contains(':', StringComparison.Ordinal) ? key : $"Ingest:Sources:{source}:{key}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Logs)).AddMetrics().AddSingleton<IConfiguration>(configuration).AddSingleton(time).AddSingleton(Db)
            .AddSingleton(new NetworkReach(configuration.GetValue<bool>("Offline")))
            .AddSingleton<Outbox>().AddSingleton<IngestMetrics>()
            .AddCatalogue()
            .AddHarvest()
            .AddSources()
            .AddSubmissions();
        var replica = services.BuildServiceProvider();
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>Harvests a source once, with the clock let run while it waits.</summary>
    private protected async Task<HarvestStatus> HarvestAsync(ServiceProvider replica, string source)
    {
        var store = replica.GetRequiredService<HarvestStore>();
        await store.EnsureAsync([source], Cancellation);
        Assert.True(await WithTimeAsync(replica.GetRequiredService<HarvestSource>().RunIfDueAsync(SourceOf(replica, source), Cancellation)));
        return await StatusAsync(replica, source);
    }

    private protected async Task<T> WithTimeAsync<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, Task.Delay(20, Cancellation)) != task)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await task;
    }

    private protected static IHarvestedSource SourceOf(ServiceProvider replica, string source) => replica.GetRequiredService<HarvestedSources>().Find(source)!; // a name of ours

    private protected static async Task<HarvestStatus> StatusAsync(ServiceProvider replica, string source) =>
        (await replica.GetRequiredService<HarvestReports>().ListAsync(Cancellation)).Single(status => status.Name == source);

    private protected async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Db.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private protected Task<string> PapersAsync() => AskAsync<string>("SELECT coalesce(string_agg(paper_id, ' ' ORDER BY paper_id), '') FROM papers");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var replica in _replicas)
        {
            foreach (var worker in replica.GetServices<IHostedService>())
            {
                await worker.StopAsync(CancellationToken.None);
            }

            await replica.DisposeAsync();
        }

        await _stub!.DisposeAsync(); // InitializeAsync came first
        await _database!.DisposeAsync();
    }
}
