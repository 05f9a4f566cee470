using Microsoft.Extensions.Options;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;
using StackExchange.Redis;

namespace Papers.LinkCheck.Tests.CheckLinks;

/// <summary>Times are minutes, far longer than a test takes on a busy machine, and no test waits for one to pass.</summary>
public sealed class HostThrottleTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly string _host = $"{Guid.NewGuid():N}.org"; // tests share databases
    private string _redis = "";

    public async ValueTask InitializeAsync() => _redis = await servers.RedisAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Replicas_share_the_gap_of_a_host()
    {
        await using var one = await ReplicaAsync(new() { HostGap = s_minute });
        await using var other = await ReplicaAsync(new() { HostGap = s_minute });

        var first = await one.Throttle.AcquireAsync(_host, s_hour);
        var second = await other.Throttle.AcquireAsync(_host, s_hour);
        var third = await one.Throttle.AcquireAsync(_host, s_hour);

        Assert.Equal(TimeSpan.Zero, first.Wait);
        Assert.InRange(second.Wait.TotalSeconds, 30, 60);
        Assert.InRange(third.Wait.TotalSeconds, 90, 120);
    }

    [Fact]
    public async Task Replicas_share_the_number_of_concurrent_requests_to_a_host()
    {
        await using var one = await ReplicaAsync(new() { HostGap = TimeSpan.Zero, HostConcurrency = 2 });
        await using var other = await ReplicaAsync(new() { HostGap = TimeSpan.Zero, HostConcurrency = 2 });

        var first = await one.Throttle.AcquireAsync(_host, s_minute);
        var second = await other.Throttle.AcquireAsync(_host, s_minute);
        Assert.False((await one.Throttle.AcquireAsync(_host, s_minute)).IsGranted);

        await other.Throttle.ReleaseAsync(second, isRateLimited: false, retryAfter: null);
        Assert.True(first.IsGranted && (await one.Throttle.AcquireAsync(_host, s_minute)).IsGranted);
    }

    [Fact]
    public async Task A_request_that_never_ended_is_removed_after_its_timeout()
    {
        await using var replica = await ReplicaAsync(new() { HostGap = TimeSpan.Zero, HostConcurrency = 1, RequestTimeout = s_minute });
        var permit = await replica.Throttle.AcquireAsync(_host, s_minute);
        Assert.False((await replica.Throttle.AcquireAsync(_host, s_minute)).IsGranted);

        // As if its three minutes had passed.
        var active = $"throttle:{_host}:active";
        var removedAt = await replica.Redis.SortedSetDecrementAsync(active, permit.Token, 3 * s_minute.TotalMilliseconds);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds((long)removedAt), Now - s_minute, Now);

        Assert.True((await replica.Throttle.AcquireAsync(_host, s_minute)).IsGranted);
    }

    [Fact]
    public async Task A_caller_who_would_wait_too_long_gets_a_time_after_all_reserved_ones()
    {
        await using var replica = await ReplicaAsync(new() { HostGap = s_hour });
        await replica.Throttle.AcquireAsync(_host, s_minute);

        for (var caller = 1; caller <= 5; caller++)
        {
            var permit = await replica.Throttle.AcquireAsync(_host, s_minute);
            Assert.False(permit.IsGranted);
            Assert.InRange(permit.Wait.TotalHours, caller + 0.9, caller + 1);
        }
    }

    [Fact]
    public async Task A_rate_limited_host_is_not_requested_by_any_replica_until_Retry_After()
    {
        await using var one = await ReplicaAsync(new() { HostGap = TimeSpan.Zero });
        await using var other = await ReplicaAsync(new() { HostGap = TimeSpan.Zero });

        await one.Throttle.ReleaseAsync(await one.Throttle.AcquireAsync(_host, s_minute), isRateLimited: true, retryAfter: s_hour);

        var permit = await other.Throttle.AcquireAsync(_host, s_minute);
        Assert.False(permit.IsGranted);
        Assert.InRange(permit.Wait.TotalMinutes, 59, 60.1);
        Assert.True((await other.Throttle.AcquireAsync($"other.{_host}", s_minute)).IsGranted);
    }

    [Fact]
    public async Task The_gap_doubles_when_rate_limited_and_shrinks_with_other_replies()
    {
        var options = new LinkCheckOptions { HostGap = TimeSpan.FromMilliseconds(100), MaxHostGap = TimeSpan.FromMilliseconds(300) };
        await using var replica = await ReplicaAsync(options);

        for (var reply = 0; reply < 5; reply++)
        {
            await replica.Throttle.ReleaseAsync(await replica.Throttle.AcquireAsync(_host, s_hour), isRateLimited: true, retryAfter: null);
        }

        Assert.Equal(300, await GapAsync());
        for (var reply = 0; reply < 12; reply++)
        {
            await replica.Throttle.ReleaseAsync(await replica.Throttle.AcquireAsync(_host, s_hour), isRateLimited: false, retryAfter: null);
        }

        Assert.Equal(100, await GapAsync());

        async Task<int> GapAsync() => (int)await replica.Redis.HashGetAsync($"throttle:{_host}", "gap");
    }

    [Fact]
    public async Task Retry_After_is_limited()
    {
        await using var replica = await ReplicaAsync(new() { MaxRetryAfter = s_hour });

        await replica.Throttle.ReleaseAsync(await replica.Throttle.AcquireAsync(_host, s_minute), isRateLimited: true, retryAfter: TimeSpan.MaxValue);

        Assert.InRange((await replica.Throttle.AcquireAsync(_host, s_minute)).Wait.TotalMinutes, 59, 60.1);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task<Replica> ReplicaAsync(LinkCheckOptions options)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(_redis);
        return new(redis, new(redis.GetDatabase(), Options.Create(options)));
    }

    private sealed record Replica(ConnectionMultiplexer Connection, HostThrottle Throttle) : IAsyncDisposable
    {
        public IDatabase Redis => Connection.GetDatabase();

        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }
}
