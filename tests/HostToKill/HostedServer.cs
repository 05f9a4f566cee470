using Papers.LocalHosting.Servers;

namespace Papers.HostToKill;

/// <summary>One of the three servers, by name, for a throwaway folder.</summary>
public static class HostedServer
{
    public static async Task<LocalServer> StartAsync(string name, string folder, int port, CancellationToken cancellationToken)
    {
        var postgres = new PostgresServerSettings { DataDirectory = folder, Port = port, UserName = "app", Password = "se cret'\"\\:é", IsThrowaway = true };
        var redis = new LocalServerSettings { DataDirectory = folder, Port = port, UserName = "", Password = "se cret'\"\\" };
        var rabbitMq = new RabbitMqServerSettings { DataDirectory = folder, Port = port, UserName = "app", Password = "secret" };
        return name switch
        {
            "postgres" => await PostgresServer.StartAsync(postgres, cancellationToken),
            "redis" => await RedisServer.StartAsync(redis, cancellationToken),
            "rabbitmq" => await RabbitMqServer.StartAsync(rabbitMq, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }
}
