using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>Gives the service an <see cref="Npgsql.NpgsqlDataSource"/> of its own login, and its schema before anything else starts.</summary>
public static class PostgresDefaults
{
    internal static void AddPostgresDefaults(this WebApplicationBuilder builder, string service)
    {
        var server = builder.Configuration.GetConnectionString("papersdb")
            ?? throw new InvalidOperationException("ConnectionStrings:papersdb is not set: give the database, such as Host=localhost;Username=postgres;Password=…;Database=papersdb.");

        builder.Services.AddSingleton(provider => new ServiceDatabase(
            server,
            service,
            Assembly.GetEntryAssembly() is { } entry && entry.GetName().Name == builder.Environment.ApplicationName
                ? entry
                : Assembly.Load(builder.Environment.ApplicationName),
            provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<ServiceDatabase>().OpenDataSource());
        builder.Services.AddSingleton<Tallies>();
        builder.Services.AddHostedService<PrepareDatabase>();
    }
}
