using Papers.ServiceDefaults.Tests.Messaging;
using Papers.Testing;
using StackExchange.Redis;

namespace Papers.ServiceDefaults.Tests.Redis;

public sealed class RedisDefaultsTests(TestServers servers)
{
    [Fact]
    public async Task Keys_carry_the_name_of_the_service_and_so_does_the_connection()
    {
        await using var host = await MessagingHost.StartAsync(servers, TestContext.Current.CancellationToken);

        await host.Redis.StringSetAsync("visits", 1);

        Assert.Equal(1, (int)await host.RedisServer.GetDatabase().StringGetAsync("tagging:visits"));
        Assert.Equal("papers-tagging", host.RedisServer.ClientName);
    }

    [Fact]
    public async Task An_unavailable_Redis_fails_a_command_without_a_wait_in_the_backlog()
    {
        await using var host = await MessagingHost.StartAsync(servers, TestContext.Current.CancellationToken, ("ConnectionStrings:cache", "127.0.0.1:1"));

        var exception = await Assert.ThrowsAsync<RedisConnectionException>(() => host.Redis.StringSetAsync("visits", 1));

        Assert.DoesNotContain("backlog", exception.Message, StringComparison.OrdinalIgnoreCase);
    }
}
