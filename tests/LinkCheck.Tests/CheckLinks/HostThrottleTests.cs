using Microsoft.Extensions.Options;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;
using StackExchange.Redis;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class HostThrottleTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly string _host = $"{Guid.NewGuid():N}.org"; // there are fewer databases than tests
    private string _redis = "";

    public async ValueTask InitializeAsync() => _redis = await servers.RedisAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Replicas_keep_the_gap_together()
    {
        await using var one = await ReplicaAsync(new() { HostGap = TimeSpan.FromMilliseconds(300) });
        await using var other = await ReplicaAsync(new() { HostGap = TimeSpan.FromMilliseconds(300) });

        var first = await one.Throttle.EnterAsync(_host, Second);
        var second = await other.Throttle.EnterAsync(_host, Second);
        var third = await one.Throttle.EnterAsync(_host, Second);

        Assert.Equal(TimeSpan.Zero, first.Wait);
        Assert.InRange(second.Wait.TotalMilliseconds, 1, 300);
        Assert.InRange((third.Wait - second.Wait).TotalMilliseconds, 150, 300);
    }

    [Fact]
    public async Task Only_so_many_visits_are_paid_at_a_time_and_the_next_gets_an_appointment()
    {
        await using var one = await ReplicaAsync(new() { HostGap = TimeSpan.Zero, HostConcurrency = 2 });
        await using var other = await ReplicaAsync(new() { HostGap = TimeSpan.Zero, HostConcurrency = 2 });

        var first = await one.Throttle.EnterAsync(_host, Second);
        var second = await other.Throttle.EnterAsync(_host, Second);
        Assert.False((await one.Throttle.EnterAsync(_host, Second)).IsGranted);

        await other.Throttle.LeaveAsync(second, isBusy: false, retryAfter: null);
        Assert.True(first.IsGranted && (await one.Throttle.EnterAsync(_host, Second)).IsGranted);
    }

    [Fact]
    public async Task A_visit_that_never_ends_is_forgotten()
    {
        await using var replica = await ReplicaAsync(new() { HostGap = TimeSpan.Zero, HostConcurrency = 1, RequestTimeout = TimeSpan.FromMilliseconds(100) });

        Assert.True((await replica.Throttle.EnterAsync(_host, Second)).IsGranted);
        Assert.False((await replica.Throttle.EnterAsync(_host, Second)).IsGranted);

        await Eventually.TrueAsync(async () => (await replica.Throttle.EnterAsync(_host, Second)).IsGranted, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Who_would_wait_too_long_gets_an_appointment_after_all_others()
    {
        await using var replica = await ReplicaAsync(new() { HostGap = TimeSpan.FromSeconds(2) });
        await replica.Throttle.EnterAsync(_host, Second);

        var waits = new List<TimeSpan>();
        for (var visit = 0; visit < 5; visit++)
            waits.Add((await replica.Throttle.EnterAsync(_host, Second)).Wait);

        for (var visit = 1; visit < waits.Count; visit++)
            Assert.InRange((waits[visit] - waits[visit - 1]).TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task A_host_that_asks_for_patience_is_left_alone_as_long_as_it_says_by_all_replicas()
    {
        await using var one = await ReplicaAsync(new() { HostGap = TimeSpan.Zero });
        await using var other = await ReplicaAsync(new() { HostGap = TimeSpan.Zero });

        await one.Throttle.LeaveAsync(await one.Throttle.EnterAsync(_host, Second), isBusy: true, retryAfter: TimeSpan.FromMinutes(2));

        var refused = await other.Throttle.EnterAsync(_host, Second);
        Assert.False(refused.IsGranted);
        Assert.InRange(refused.Wait.TotalSeconds, 110, 121);
        Assert.True((await other.Throttle.EnterAsync($"other.{_host}", Second)).IsGranted);
    }

    [Fact]
    public async Task The_gap_doubles_with_each_wish_for_patience_and_shrinks_again_with_good_answers()
    {
        var options = new LinkCheckOptions { HostGap = TimeSpan.FromMilliseconds(100), MaxHostGap = TimeSpan.FromMilliseconds(300) };
        await using var replica = await ReplicaAsync(options);
        var patient = TimeSpan.FromMinutes(1);

        for (var wish = 0; wish < 5; wish++)
            await replica.Throttle.LeaveAsync(await replica.Throttle.EnterAsync(_host, patient), isBusy: true, retryAfter: null);
        Assert.Equal(300, await GapAsync());
        for (var answer = 0; answer < 12; answer++)
            await replica.Throttle.LeaveAsync(await replica.Throttle.EnterAsync(_host, patient), isBusy: false, retryAfter: null);
        Assert.Equal(100, await GapAsync());

        async Task<int> GapAsync() => (int)await replica.Redis.HashGetAsync($"throttle:{_host}", "gap");
    }

    [Fact]
    public async Task Nobody_has_us_wait_for_ever()
    {
        await using var replica = await ReplicaAsync(new() { MaxRetryAfter = TimeSpan.FromSeconds(90) });

        await replica.Throttle.LeaveAsync(await replica.Throttle.EnterAsync(_host, Second), isBusy: true, retryAfter: TimeSpan.MaxValue);

        Assert.InRange((await replica.Throttle.EnterAsync(_host, Second)).Wait.TotalSeconds, 80, 92);
    }

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
