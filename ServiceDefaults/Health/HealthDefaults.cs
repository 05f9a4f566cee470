using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Papers.ServiceDefaults.Health;

/// <summary>
/// <c>/alive</c> answers as soon as the process serves requests. <c>/health</c> answers 200 when the service can do its work: its
/// schema is reachable and its bus is connected. Redis holds only what can be rebuilt, so its absence degrades and does not fail.
/// </summary>
public static class HealthDefaults
{
    internal static void AddHealthDefaults(this IServiceCollection services) =>
        services.AddHealthChecks()
            .AddCheck<PostgresHealthCheck>("postgres", timeout: TimeSpan.FromSeconds(5))
            .AddCheck<RedisHealthCheck>("redis", HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(2));

    internal static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { AllowCachingResponses = false });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false });
    }
}
