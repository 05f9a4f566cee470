using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Papers.ServiceDefaults.Settings;
using Papers.ServiceDefaults.Telemetry;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;

namespace Papers.ServiceDefaults.Redis;

/// <summary>
/// The shared Redis: an injected <see cref="IDatabase"/> prefixes every key with the service's name and a colon, so that the keys of two
/// services cannot collide. It holds only what can be rebuilt; a service starts and works without it.
/// </summary>
public static class RedisDefaults
{
    private const string Connection = "cache";

    internal static void AddRedisDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.AddRequiredConnection(Connection, "localhost:6379", IsConnectionString);
        builder.AddRedisClient(
            Connection,
            settings => settings.DisableTracing = !builder.HasCollector(),
            options =>
            {
                options.AbortOnConnectFail = false;
                options.ConnectTimeout = 2_000;

                // An unavailable Redis fails a command at once: no reader and no health check waits for it.
                options.BacklogPolicy = BacklogPolicy.FailFast;
                options.ClientName = $"papers-{service}";
            });
        builder.Services.AddSingleton(provider =>
            provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase().WithKeyPrefix($"{service}:"));
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
