using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>
/// A service's part of the shared database: a schema and a login, both named after the service, with the schema as the login's
/// <c>search_path</c>. The administrator's login is used only at start, under an advisory lock, to create what is missing.
/// </summary>
public sealed partial class ServiceDatabase(string serverConnectionString, string service, Assembly migrations, ILoggerFactory loggers)
{
    private const long SetupLock = 7_236_836_591;
    private const int MaxAttempts = 20;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private readonly ILogger _logger = loggers.CreateLogger<ServiceDatabase>();

    /// <summary>The connection string of the service's own login.</summary>
    public string ConnectionString { get; } = ConnectionStringOf(serverConnectionString, service);

    /// <summary>
    /// The connection string of a service's own login. Its password is derived from the server's, so that none is kept; empty where the
    /// server's is.
    /// </summary>
    public static string ConnectionStringOf(string serverConnectionString, string service)
    {
        if (serverConnectionString.Length == 0)
        {
            return "";
        }

        var server = new NpgsqlConnectionStringBuilder(serverConnectionString);
        var password = HMACSHA256.HashData(Encoding.UTF8.GetBytes(server.Password ?? ""), Encoding.UTF8.GetBytes($"papers login {service}"));
        server.Username = service;
        server.Password = Convert.ToHexStringLower(password);
        server.ApplicationName = $"papers-{service}";
        server.MaxPoolSize = 12;
        server.MaxAutoPrepare = 64;
        server.AutoPrepareMinUsages = 2;
        server.KeepAlive = 30;
        return server.ConnectionString;
    }

    /// <summary>Creates the database, login and schema if they are missing, and applies new migrations. Reattempt while the server is unavailable.</summary>
    /// <exception cref="MigrationException">An applied migration was changed.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PrepareOnceAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception) when (attempt < MaxAttempts && exception.SqlState
                is PostgresErrorCodes.InternalError or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject)
            {
                // Logins belong to the server, the lock to one database: a service of another database changed the same login concurrently.
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellationToken);
            }
        }
    }

    private async Task PrepareOnceAsync(CancellationToken cancellationToken)
    {
        await using var server = await OpenServerAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", server) { Parameters = { new() { Value = SetupLock } } })
        {
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        // The lock is released when the connection, which is not pooled, is closed.
        await CreateLoginAndSchemaAsync(server, cancellationToken);
        await using var own = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await own.OpenAsync(cancellationToken);
        var applied = await Migrator.MigrateAsync(own, [typeof(ServiceDatabase).Assembly, migrations], cancellationToken);
        if (applied > 0)
        {
            Log.Migrated(_logger, applied, service);
        }
    }

    private async Task<NpgsqlConnection> OpenServerAsync(CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(serverConnectionString) { Pooling = false };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        while (true)
        {
            var connection = new NpgsqlConnection(target.ConnectionString);
            try
            {
                await connection.OpenAsync(timeout.Token);
                return connection;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                await connection.DisposeAsync();
                await CreateDatabaseAsync(target, cancellationToken);
            }
            catch (NpgsqlException exception) when (exception.IsTransient && !timeout.IsCancellationRequested)
            {
                await connection.DisposeAsync();
                Log.Unavailable(_logger, exception);
                await Task.Delay(TimeSpan.FromMilliseconds(500), timeout.Token);
            }
        }
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder target, CancellationToken cancellationToken)
    {
        await using var maintenance = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = "postgres" }.ConnectionString);
        await maintenance.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Quoted(target.Database!)}", maintenance); // there is a name, since the server answered that it is unknown
        try
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another service created it concurrently.
        }
    }

    // These statements take no parameters. Both values are safe: the name is a constant, the password is hexadecimal.
    private async Task CreateLoginAndSchemaAsync(NpgsqlConnection server, CancellationToken cancellationToken)
    {
        var login = Quoted(service);
        var password = new NpgsqlConnectionStringBuilder(ConnectionString).Password;
        var sql = $"""
            DO $setup$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{service}') THEN
                    CREATE ROLE {login} LOGIN;
                END IF;
            END
            $setup$;
            ALTER ROLE {login} LOGIN PASSWORD '{password}';
            ALTER ROLE {login} SET search_path = {login};
            CREATE SCHEMA IF NOT EXISTS {login} AUTHORIZATION {login};
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            """;
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Applied {Count} migrations to the schema {Schema}")]
        public static partial void Migrated(ILogger logger, int count, string schema);

        [LoggerMessage(LogLevel.Warning, "PostgreSQL is unavailable, retrying to connect")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }
}
