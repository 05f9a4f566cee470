using Papers.LocalServers;
using Xunit;

namespace Papers.Testing;

/// <summary>
/// Private PostgreSQL, Redis and RabbitMQ for a test assembly, each started when a test first asks for it:
/// <c>[assembly: AssemblyFixture(typeof(TestServers))]</c>. They end with the test process, even when that is killed.
/// A server that is not installed skips the test on a person's machine and fails it under CI.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private const string UserName = "tests";
    private const string Password = "test-servers-only";
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly TemporaryFolder _folder = new();
    private readonly List<LocalServerProcess> _running = [];
    private string? _postgres;
    private string? _redis;
    private (LocalRabbitMq Server, int Port)? _rabbitMq;
    private int _redisDatabases;
    private int _virtualHosts;

    /// <summary>A connection string for Npgsql, of the superuser and without a database.</summary>
    public async Task<string> PostgresAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_postgres is null)
            {
                var port = await StartAsync(options => new LocalPostgres(options));
                _postgres = $"Host=127.0.0.1;Port={port};Username={UserName};Password={Password}";
            }

            return _postgres;
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
            _redis ??= $"127.0.0.1:{await StartAsync(options => new LocalRedis(options))},password={Password}";
            return $"{_redis},defaultDatabase={_redisDatabases++ % 16}";
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
            if (_rabbitMq is null)
            {
                LocalRabbitMq? server = null;
                var port = await StartAsync(options => server = new LocalRabbitMq(options));
                _rabbitMq = (server!, port); // Not null: the server was created for its start.
            }

            var virtualHost = $"test-{++_virtualHosts}";
            await _rabbitMq.Value.Server.EnsureVirtualHostAsync(virtualHost, cancellationToken);
            return $"amqp://{UserName}:{Password}@127.0.0.1:{_rabbitMq.Value.Port}/{virtualHost}";
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _running)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
        _starting.Dispose();
    }

    private async Task<int> StartAsync(Func<LocalServerOptions, LocalServer> create)
    {
        if (ServerPackages.Missing() is { } missing && Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Assert.Skip(missing);
        }

        var options = new LocalServerOptions
        {
            DataDirectory = _folder.Path,
            Port = FreePorts.Next(),
            UserName = _ => new(UserName),
            Password = _ => new(Password),
            IsThrowaway = true,
        };
        _running.Add(await LocalServerProcess.StartAsync(create(options), CancellationToken.None));
        return options.Port;
    }
}
