using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Papers.ServiceDefaults.Health;

internal sealed class PostgresHealthCheck(NpgsqlDataSource db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = db.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return new(context.Registration.FailureStatus, "PostgreSQL did not answer.", exception);
        }
    }
}
