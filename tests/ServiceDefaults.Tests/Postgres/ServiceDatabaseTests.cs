using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.ServiceDefaults.Tests.Postgres;

public sealed class ServiceDatabaseTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_has_its_own_tables_without_naming_its_schema()
    {
        await using var database = await TestDatabase.CreateAsync(servers, "ingest", typeof(ServiceDatabaseTests).Assembly, Cancelled);

        await using var command = database.DataSource.CreateCommand("SELECT current_schema() || ' ' || current_user || ' ' || (SELECT count(*) FROM outbox)");

        Assert.Equal("ingest ingest 0", await command.ExecuteScalarAsync(Cancelled));
    }

    [Fact]
    public async Task A_service_cannot_read_another_ones_tables()
    {
        await using var database = await TestDatabase.CreateAsync(servers, "ingest", typeof(ServiceDatabaseTests).Assembly, Cancelled);
        await Prepare(database, "tagging").PrepareAsync(Cancelled);

        await using var command = database.DataSource.CreateCommand("SELECT count(*) FROM tagging.outbox");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(Cancelled));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Replicas_may_prepare_side_by_side()
    {
        await using var database = await TestDatabase.CreateAsync(servers, "ingest", typeof(ServiceDatabaseTests).Assembly, Cancelled);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Prepare(database, i % 2 == 0 ? "tagging" : "linkcheck").PrepareAsync(Cancelled)));

        await using var tagging = NpgsqlDataSource.Create(Prepare(database, "tagging").ConnectionString);
        await using var command = tagging.CreateCommand("SELECT count(*) FROM migrations");
        var files = typeof(ServiceDatabase).Assembly.GetManifestResourceNames().Count(name => name.EndsWith(".sql", StringComparison.Ordinal));
        Assert.Equal((long)files, await command.ExecuteScalarAsync(Cancelled));
    }

    [Fact]
    public async Task A_migration_that_changed_after_it_was_applied_stops_the_service()
    {
        await using var database = await TestDatabase.CreateAsync(servers, "ingest", typeof(ServiceDatabaseTests).Assembly, Cancelled);
        await using (var change = database.DataSource.CreateCommand("UPDATE migrations SET sha256 = 'another'"))
        {
            await change.ExecuteNonQueryAsync(Cancelled);
        }

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Prepare(database, "ingest").PrepareAsync(Cancelled));

        Assert.Contains("0000_outbox_tallies_faults.sql", refused.Message);
    }

    private static ServiceDatabase Prepare(TestDatabase database, string service) =>
        new(database.ServerConnectionString, service, Assembly.GetExecutingAssembly(), NullLoggerFactory.Instance);
}
