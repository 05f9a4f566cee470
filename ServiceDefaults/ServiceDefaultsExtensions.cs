using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Papers.ServiceDefaults.Errors;
using Papers.ServiceDefaults.Health;
using Papers.ServiceDefaults.Http;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Operations;
using Papers.ServiceDefaults.Postgres;
using Papers.ServiceDefaults.Redis;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.ServiceDefaults;

/// <summary>What all services have in common: one call to build, one to map and one to run a service.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry, health checks, error handling, outbound HTTP, the service's own schema and login with its migrations, Redis, the bus
    /// with the given consumers, and the outbox.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service">Its lower-case name, which is also the name of its schema and login and the prefix of its Redis keys.</param>
    /// <param name="consumers">Adds its consumers, each of one of <see cref="Contracts.Queues"/>.</param>
    public static WebApplicationBuilder AddServiceDefaults(
        this WebApplicationBuilder builder,
        string service,
        Action<BusRegistration>? consumers = null)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ServiceName(service));
        builder.AddLoggingDefaults();
        builder.AddTelemetryDefaults(service);
        builder.Services.AddErrorDefaults();
        builder.AddHttpDefaults();
        builder.AddPostgresDefaults(service);
        builder.AddRedisDefaults(service);
        builder.AddMessagingDefaults(consumers);
        builder.Services.AddSingleton<OperatorView>();
        builder.Services.AddHealthDefaults();
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c>, <c>/alive</c> and <c>/internal/…</c>. The internal endpoints are for other services only: the public service
    /// passes false.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, bool internalEndpoints = true)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealth();
        if (internalEndpoints)
        {
            app.MapOperatorView();
        }

        return app;
    }

    /// <summary>Runs the service until it is stopped; with <c>--migrate</c> only brings its schema up to date and returns.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string[] args)
    {
        if (args.Contains("--migrate"))
        {
            await app.Services.GetRequiredService<ServiceDatabase>().PrepareAsync(CancellationToken.None);
            return 0;
        }

        await app.RunAsync();
        return 0;
    }
}

/// <summary>The lower-case name of the service this process is.</summary>
public sealed record ServiceName(string Value)
{
    public override string ToString() => Value;
}
