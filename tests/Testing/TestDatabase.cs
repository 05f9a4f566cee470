using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Testing;

/// <summary>A fresh database with one service's login, schema and migrations, made as the service itself makes them at start.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    // Roles belong to the whole server: two that make the same one at the same time get in each other's way.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static int s_created;

    private TestDatabase(string serverConnectionString, ServiceDatabase service)
    {
        ServerConnectionString = serverConnectionString;
        ConnectionString = service.ConnectionString;
        DataSource = NpgsqlDataSource.Create(service.ConnectionString);
    }

    /// <summary>The server's own login on this database: what a service is given as <c>papersdb</c>.</summary>
    public string ServerConnectionString { get; }

    /// <summary>The service's login.</summary>
    public string ConnectionString { get; }

    /// <summary>The service's login, pooled.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <param name="migrations">The assembly that holds the service's migrations.</param>
    public static async Task<TestDatabase> CreateAsync(TestServers servers, string service, Assembly migrations, CancellationToken cancellationToken)
    {
        var server = await servers.PostgresAsync(cancellationToken);
        var connectionString = $"{server};Database=test_{Interlocked.Increment(ref s_created)}";
        var database = new ServiceDatabase(connectionString, service, migrations, NullLoggerFactory.Instance);
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            await database.PrepareAsync(cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }

        return new TestDatabase(connectionString, database);
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        var server = new NpgsqlConnectionStringBuilder(ServerConnectionString);
        var name = server.Database;
        server.Database = "postgres";
        server.Pooling = false;
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE {name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
