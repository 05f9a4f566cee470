using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;

namespace Papers.ServiceDefaults.Redis;

/// <summary>
/// The shared Redis: an injected <see cref="IDatabase"/> prefixes every key with the service's name and a colon, so that two services
/// cannot meet by accident. It holds only what can be rebuilt; a service starts and goes on without it.
/// </summary>
public static class RedisDefaults
{
    internal static void AddRedisDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
        {
            var options = ConfigurationOptions.Parse(
                builder.Configuration.GetConnectionString("cache")
                    ?? throw new InvalidOperationException("ConnectionStrings:cache is not set: give the address of Redis, such as localhost:6379."));
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = 2_000;
            options.ClientName = $"papers-{service}";
            return ConnectionMultiplexer.Connect(options);
        });
        builder.Services.AddSingleton(provider =>
            provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase().WithKeyPrefix($"{service}:"));
    }
}
