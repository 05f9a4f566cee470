using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Papers.LocalServers.Tests.Servers;

/// <summary>The servers that the other test projects stand on, spoken to with the clients that the services use.</summary>
public sealed class TestServersTests(TestServers servers)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_has_the_login_and_schema_of_its_service_alone()
    {
        await using var one = await TestDatabase.CreateAsync(servers, "ingest", typeof(TestServersTests).Assembly, _token);
        await using var other = await TestDatabase.CreateAsync(servers, "ingest", typeof(TestServersTests).Assembly, _token);
        await using (var create = one.DataSource.CreateCommand("CREATE TABLE only_here (id int)"))
            await create.ExecuteNonQueryAsync(_token);

        await using var who = one.DataSource.CreateCommand("SELECT current_user || ' ' || current_schema()");
        Assert.Equal("ingest ingest", await who.ExecuteScalarAsync(_token));
        await using var elsewhere = other.DataSource.CreateCommand("SELECT * FROM only_here");
        await Assert.ThrowsAsync<PostgresException>(() => elsewhere.ExecuteScalarAsync(_token));
    }

    [Fact]
    public async Task Each_redis_database_is_apart()
    {
        await using var one = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(_token));
        await using var other = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(_token));

        await one.GetDatabase().StringSetAsync("key", "value");

        Assert.Equal("value", await one.GetDatabase().StringGetAsync("key"));
        Assert.False(await other.GetDatabase().KeyExistsAsync("key"));
    }

    [Fact]
    public async Task Each_virtual_host_is_apart_and_takes_quorum_queues()
    {
        await using var one = await ConnectAsync();
        await using var other = await ConnectAsync();
        await using var channel = await one.CreateChannelAsync(cancellationToken: _token);
        await channel.QueueDeclareAsync("queue", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: _token);

        await using var apart = await other.CreateChannelAsync(cancellationToken: _token);
        await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(() => apart.QueueDeclarePassiveAsync("queue", _token));
    }

    private async Task<IConnection> ConnectAsync() =>
        await new ConnectionFactory { Uri = new Uri(await servers.RabbitMqAsync(_token)) }.CreateConnectionAsync(_token);
}
