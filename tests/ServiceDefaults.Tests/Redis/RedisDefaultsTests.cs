using Papers.ServiceDefaults.Tests.Messaging;
using Papers.Testing;

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
}
