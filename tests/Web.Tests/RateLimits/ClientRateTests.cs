using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Papers.Testing;
using Papers.Testing.Telemetry;
using Papers.Web.RateLimits;
using StackExchange.Redis;

namespace Papers.Web.Tests.RateLimits;

public sealed class ClientRateTests(TestServers servers)
{
    private static readonly RateLimit s_limit = new("knock", MaxRequests: 3);

    [Fact]
    public async Task Limits_a_client_over_all_replicas()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(TestContext.Current.CancellationToken));
        var (one, two) = (Rate(redis), Rate(redis));
        var client = IPAddress.Parse("203.0.113.7");

        Assert.True(await one.AllowsAsync(s_limit, client));
        Assert.True(await two.AllowsAsync(s_limit, client));
        Assert.True(await one.AllowsAsync(s_limit, client));
        Assert.False(await two.AllowsAsync(s_limit, client));
        Assert.True(await two.AllowsAsync(s_limit, IPAddress.Parse("203.0.113.8")));
        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync("knock:203.0.113.7"))!.Value.TotalMinutes, 9, 10);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Does_not_count_loopback(string client)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(TestContext.Current.CancellationToken));
        var rate = Rate(redis);

        for (var i = 0; i < 10; i++)
        {
            Assert.True(await rate.AllowsAsync(s_limit, IPAddress.Parse(client)));
        }
    }

    [Fact]
    public async Task Counts_loopback_where_asked()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(TestContext.Current.CancellationToken));
        var (rate, limit) = (Rate(redis), new RateLimit("knock-here", MaxRequests: 1, CountsLoopback: true));

        Assert.True(await rate.AllowsAsync(limit, IPAddress.Loopback));
        Assert.False(await rate.AllowsAsync(limit, IPAddress.Loopback));
    }

    [Theory]
    [InlineData("203.0.113.7", "knock:203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "knock:203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "knock:20010db800010002")]
    [InlineData("2001:db8:1:2::1", "knock:20010db800010002")]
    public void Counts_an_IPv6_network_as_one_client(string client, string key) =>
        Assert.Equal(key, ClientRate.KeyOf("knock", IPAddress.Parse(client)));

    [Fact]
    public async Task Allows_everything_without_Redis()
    {
        var options = ConfigurationOptions.Parse("127.0.0.1:1,abortConnect=false,connectTimeout=200,syncTimeout=200,asyncTimeout=200");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options);

        Assert.True(await Rate(redis).AllowsAsync(s_limit, IPAddress.Parse("203.0.113.7")));
    }

    private static ClientRate Rate(ConnectionMultiplexer redis) =>
        new(
            redis.GetDatabase(),
            new WebMetrics(TestMeters.Create()),
            NullLogger<ClientRate>.Instance);
}
