using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Papers.Testing;
using Papers.Web.Subscribe;
using StackExchange.Redis;

namespace Papers.Web.Tests.Subscribe;

public sealed class ClientRateTests(TestServers servers)
{
    [Fact]
    public async Task A_client_may_ask_so_often_and_no_more_over_all_replicas()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(TestContext.Current.CancellationToken));
        var (one, two) = (Rate(redis), Rate(redis));
        var client = IPAddress.Parse("203.0.113.7");

        Assert.True(await one.AllowsAsync(client));
        Assert.True(await two.AllowsAsync(client));
        Assert.True(await one.AllowsAsync(client));
        Assert.False(await two.AllowsAsync(client));
        Assert.True(await two.AllowsAsync(IPAddress.Parse("203.0.113.8")));
        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync("subscribe:203.0.113.7"))!.Value.TotalMinutes, 9, 10);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task This_machine_itself_is_not_counted(string client)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(TestContext.Current.CancellationToken));
        var rate = Rate(redis);

        for (var i = 0; i < 10; i++)
        {
            Assert.True(await rate.AllowsAsync(IPAddress.Parse(client)));
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "subscribe:203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "subscribe:203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "subscribe:20010db800010002")]
    [InlineData("2001:db8:1:2::1", "subscribe:20010db800010002")]
    public void A_network_of_one_client_is_one_client(string client, string key) =>
        Assert.Equal(key, ClientRate.KeyOf(IPAddress.Parse(client)));

    [Fact]
    public async Task Without_Redis_nobody_is_kept_out()
    {
        var options = ConfigurationOptions.Parse("127.0.0.1:1,abortConnect=false,connectTimeout=200,syncTimeout=200,asyncTimeout=200");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options);

        Assert.True(await Rate(redis).AllowsAsync(IPAddress.Parse("203.0.113.7")));
    }

    private static ClientRate Rate(ConnectionMultiplexer redis) =>
        new(redis.GetDatabase(), Options.Create(new SubscribeOptions { RequestsPerClient = 3 }), NullLogger<ClientRate>.Instance);
}
