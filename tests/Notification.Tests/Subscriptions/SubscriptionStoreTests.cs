using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.Notification.Subscriptions;
using Papers.Testing;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class SubscriptionStoreTests(TestServers servers)
{
    [Fact]
    public async Task A_burst_of_requests_for_one_address_is_one_mail()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);

        var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => world.AskAsync(i % 2 == 0 ? "ada@example.org" : "ADA@Example.org")));

        Assert.Single(asked, mailed => mailed);
        Assert.Equal("waiting 1", await world.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task A_second_mail_to_confirm_waits_for_the_gap_and_until_the_first_has_left()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.AskAsync("ada@example.org");
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await world.AskAsync("ada@example.org"));

        await world.DeliverAsync(new ScriptedChannel());
        Assert.True(await world.AskAsync("ada@example.org"));
        await world.DeliverAsync(new ScriptedChannel());
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await world.AskAsync("ada@example.org"));

        Assert.Equal("sent 2", await world.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task Nobody_is_counted_before_confirming_and_each_once_after()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.AskAsync("ada@example.org");
        var id = await world.ScalarAsync<Guid>("SELECT id FROM subscriptions");
        Assert.Equal(0, await world.TallyAsync(TallyNames.Subscribers));

        var token = await world.ConfirmTokenAsync(id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.Subscriptions.ConfirmAsync(token, CancellationToken.None)));

        Assert.All(answers, answer => Assert.Equal(new SubscriptionStatus { State = SubscriptionState.Confirmed, MaskedAddress = "a…@example.org" }, answer));
        Assert.Equal(1, await world.TallyAsync(TallyNames.Subscribers));
    }

    [Fact]
    public async Task Who_is_subscribed_gets_no_second_mail_to_confirm()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        world.Time.Advance(TimeSpan.FromDays(30));

        Assert.False(await world.AskAsync("ada@example.org"));
    }

    [Fact]
    public async Task Leaving_counts_once_and_takes_back_what_waits()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        var id = await world.ReaderAsync("ada@example.org");
        await world.ReaderAsync("bob@example.org");
        await world.RankAsync(Digests.SomePapers.EditionOf(3));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(id), CancellationToken.None)));

        Assert.All(answers, answer => Assert.Equal(SubscriptionState.Left, answer?.State));
        Assert.Equal(1, await world.TallyAsync(TallyNames.Subscribers));
        Assert.Equal("waiting 1, withdrawn 1", await world.StatesAsync());
    }

    [Fact]
    public async Task Who_left_comes_back_by_a_new_mail_and_not_by_the_old_one()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.AskAsync("ada@example.org");
        var id = await world.ScalarAsync<Guid>("SELECT id FROM subscriptions");
        var old = await world.ConfirmTokenAsync(id);
        await world.Subscriptions.ConfirmAsync(old, CancellationToken.None);
        await world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(id), CancellationToken.None);

        Assert.Equal(SubscriptionState.Expired, (await world.Subscriptions.ConfirmAsync(old, CancellationToken.None))?.State);
        Assert.Equal(0, await world.TallyAsync(TallyNames.Subscribers));

        Assert.True(await world.AskAsync("ada@example.org"));
        Assert.Equal(SubscriptionState.Expired, (await world.Subscriptions.ConfirmAsync(old, CancellationToken.None))?.State);
        Assert.Equal(SubscriptionState.Confirmed, (await world.Subscriptions.ConfirmAsync(await world.ConfirmTokenAsync(id), CancellationToken.None))?.State);
        Assert.Equal(1, await world.TallyAsync(TallyNames.Subscribers));
    }

    [Fact]
    public async Task A_link_that_came_too_late_changes_nothing()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.AskAsync("ada@example.org");
        var token = await world.ConfirmTokenAsync(await world.ScalarAsync<Guid>("SELECT id FROM subscriptions"));
        world.Time.Advance(TimeSpan.FromHours(48));

        Assert.Equal(SubscriptionState.Expired, (await world.Subscriptions.ConfirmAsync(token, CancellationToken.None))?.State);
        Assert.Equal(0, await world.TallyAsync(TallyNames.Subscribers));
    }

    [Fact]
    public async Task Looking_at_a_link_changes_nothing()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.AskAsync("ada@example.org");
        var id = await world.ScalarAsync<Guid>("SELECT id FROM subscriptions");

        Assert.Equal(SubscriptionState.Pending, (await world.Subscriptions.FindAsync(await world.ConfirmTokenAsync(id), CancellationToken.None))?.State);
        Assert.Equal(SubscriptionState.Pending, (await world.Subscriptions.FindAsync(NotificationWorld.LeaveToken(id), CancellationToken.None))?.State);
        Assert.Equal(0, await world.TallyAsync(TallyNames.Subscribers));
        Assert.Equal("waiting 1", await world.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task Who_asked_by_mistake_can_leave_before_confirming()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.AskAsync("ada@example.org");
        var id = await world.ScalarAsync<Guid>("SELECT id FROM subscriptions");

        Assert.Equal(SubscriptionState.Left, (await world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(id), CancellationToken.None))?.State);
        Assert.Equal(0, await world.TallyAsync(TallyNames.Subscribers));
        Assert.Equal("withdrawn 1", await world.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task A_token_of_nobody_finds_nobody()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);

        Assert.Null(await world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(Guid.NewGuid()), CancellationToken.None));
    }

    [Fact]
    public async Task All_replicas_sign_with_one_key()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        var id = Guid.NewGuid();

        var first = await new TokenKey(world.Db).TokensAsync(CancellationToken.None);
        var second = await new TokenKey(world.Db).TokensAsync(CancellationToken.None);

        Assert.Equal(id, second.Read(first.ToLeave(id))?.Subscription);
    }
}
