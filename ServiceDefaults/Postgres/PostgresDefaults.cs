using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Papers.ServiceDefaults.Settings;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>Adds an <see cref="NpgsqlDataSource"/> with the service's own login, and the migration of its schema at start.</summary>
public static class PostgresDefaults
{
    private const string Connection = "papersdb";

    internal static void AddPostgresDefaults(this WebApplicationBuilder builder, string service)
    {
        var server = builder.AddRequiredConnection(Connection, "Host=localhost;Username=postgres;Password=…;Database=papersdb", IsConnectionString);
        builder.Services.AddSingleton(provider => new ServiceDatabase(
            server,
            service,
            Assembly.GetEntryAssembly() is { } entry && entry.GetName().Name == builder.Environment.ApplicationName
                ? entry
                : Assembly.Load(builder.Environment.ApplicationName),
            provider.GetRequiredService<ILoggerFactory>()));
        builder.AddNpgsqlDataSource(Connection, settings =>
        {
            settings.ConnectionString = ServiceDatabase.ConnectionStringOf(server, service);
            settings.DisableTracing = settings.DisableMetrics = !builder.HasCollector();
        });
        builder.Services.AddSingleton<Tallies>();
        builder.Services.AddHostedService<PrepareDatabase>();
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
