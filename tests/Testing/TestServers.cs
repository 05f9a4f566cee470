using Papers.LocalHosting.Servers;
using Xunit;

namespace Papers.Testing;

/// <summary>
/// Private PostgreSQL, Redis and RabbitMQ for a test assembly, each started when a test first asks for it:
/// <c>[assembly: AssemblyFixture(typeof(TestServers))]</c>. They end with the test process, even when that is killed.
/// A server that is not installed skips the test on a person's machine and fails it under CI.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private const string Password = "test-servers-only";
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _postgres;
    private RedisServer? _redis;
    private RabbitMqServer? _rabbitMq;
    private int _redisDatabases;
    private int _virtualHosts;

    public async Task<PostgresServer> PostgresAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            return _postgres ??= await StartAsync(settings => PostgresServer.StartAsync(
                new PostgresServerSettings(settings) { IsThrowaway = true }, CancellationToken.None));
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>A connection string for StackExchange.Redis. Each call gives a database of its own, as long as there are any (16).</summary>
    public async Task<string> RedisAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            _redis ??= await StartAsync(settings => RedisServer.StartAsync(settings, CancellationToken.None));
            return $"{_redis.ConnectionString},defaultDatabase={_redisDatabases++ % 16}";
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>An amqp address. Each call gives a fresh virtual host.</summary>
    public async Task<string> RabbitMqAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            _rabbitMq ??= await StartAsync(settings => RabbitMqServer.StartAsync(new RabbitMqServerSettings(settings), CancellationToken.None));
            var virtualHost = $"test-{++_virtualHosts}";
            await _rabbitMq.EnsureVirtualHostAsync(virtualHost, cancellationToken);
            return _rabbitMq.ConnectionStringFor(virtualHost);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        LocalServer?[] servers = [_postgres, _redis, _rabbitMq];
        foreach (var server in servers)
        {
            if (server is not null)
                await server.DisposeAsync();
        }

        _folder.Dispose();
        _starting.Dispose();
    }

    private async Task<TServer> StartAsync<TServer>(Func<LocalServerSettings, Task<TServer>> start)
    {
        try
        {
            return await start(new LocalServerSettings
            {
                DataDirectory = _folder.Path,
                Port = ServerPorts.Free(1)[0],
                UserName = "tests",
                Password = Password,
            });
        }
        catch (MissingServerException missing) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
