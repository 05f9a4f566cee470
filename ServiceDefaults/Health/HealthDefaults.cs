using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Papers.ServiceDefaults.Health;

/// <summary>
/// <c>/alive</c> answers as soon as the process serves requests. <c>/health</c> answers 200 when the service can do its work: its
/// schema is reachable and its bus is connected. Redis holds only what can be rebuilt, so an unavailable Redis degrades the service.
/// </summary>
public static class HealthDefaults
{
    // The names under which Aspire's integrations register their checks.
    private const string Postgres = "PostgreSql";
    private const string Redis = "StackExchange.Redis";

    internal static void AddHealthDefaults(this IServiceCollection services) =>
        services.AddHealthChecks().Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations)
            {
                if (check.Name == Postgres)
                {
                    check.Timeout = TimeSpan.FromSeconds(5);
                }
                else if (check.Name == Redis)
                {
                    check.FailureStatus = HealthStatus.Degraded;
                    check.Timeout = TimeSpan.FromSeconds(2);
                }
            }
        });

    internal static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { AllowCachingResponses = false });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false });
    }
}
