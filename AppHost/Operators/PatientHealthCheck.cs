using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Papers.AppHost.Operators;

/// <summary>
/// A health check that asks ten times a second until the answer is good, and gives up after some seconds. Aspire itself asks an unhealthy resource again
/// only after one, two, three … five seconds, which a start would spend waiting.
/// </summary>
internal sealed class PatientHealthCheck(IHealthCheck check) : IHealthCheck
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(s_interval, cancellationToken))
        {
            var result = await check.CheckHealthAsync(context, cancellationToken);
            if (result.Status == HealthStatus.Healthy || waited.Elapsed > s_limit)
            {
                return result;
            }
        }
    }
}

internal static class PatientHealthCheckExtensions
{
    public static void AddPatientHealthChecks(this IDistributedApplicationBuilder builder) =>
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var registration in options.Registrations)
            {
                var create = registration.Factory;
                registration.Factory = services => new PatientHealthCheck(create(services));
            }
        });
}
