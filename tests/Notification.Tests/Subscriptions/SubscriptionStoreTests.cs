using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.Notification.Subscriptions;
using Papers.Testing;

namespace Papers.Notification.Tests.Subscriptions;

public sealed class SubscriptionStoreTests(TestServers servers)
{
    [Fact]
    public async Task Simultaneous_requests_for_one_address_queue_one_mail()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);

        var queued = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => fixture.RequestAsync(i % 2 == 0 ? "ada@example.org" : "ADA@Example.org")));

        Assert.Single(queued, wasQueued => wasQueued);
        Assert.Equal("waiting 1", await fixture.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task A_second_confirmation_waits_for_the_gap_and_until_the_first_was_sent()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.RequestAsync("ada@example.org");
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await fixture.RequestAsync("ada@example.org"));

        await fixture.SendDueAsync(new ScriptedChannel());
        Assert.True(await fixture.RequestAsync("ada@example.org"));
        await fixture.SendDueAsync(new ScriptedChannel());
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await fixture.RequestAsync("ada@example.org"));

        Assert.Equal("sent 2", await fixture.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task A_reader_is_counted_once_and_only_after_confirming()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.RequestAsync("ada@example.org");
        var id = await fixture.ScalarAsync<Guid>("SELECT id FROM subscriptions");
        Assert.Equal(0, await fixture.TallyAsync(TallyNames.Subscribers));

        var token = await fixture.ConfirmTokenAsync(id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.Subscriptions.ConfirmAsync(token, CancellationToken.None)));

        Assert.All(answers, answer => Assert.Equal(new SubscriptionStatus { State = SubscriptionState.Confirmed, MaskedAddress = "a…@example.org" }, answer));
        Assert.Equal(1, await fixture.TallyAsync(TallyNames.Subscribers));
    }

    [Fact]
    public async Task A_subscribed_reader_gets_no_confirmation_again()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        fixture.Time.Advance(TimeSpan.FromDays(30));

        Assert.False(await fixture.RequestAsync("ada@example.org"));
    }

    [Fact]
    public async Task Unsubscribing_is_counted_once_and_withdraws_waiting_mails()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        var id = await fixture.AddReaderAsync("ada@example.org");
        await fixture.AddReaderAsync("bob@example.org");
        await fixture.QueueEditionAsync(Digests.SampleEditions.EditionOf(3));

        var states = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.UnsubscribeAsync(id)));

        Assert.All(states, state => Assert.Equal(SubscriptionState.Unsubscribed, state));
        Assert.Equal(1, await fixture.TallyAsync(TallyNames.Subscribers));
        Assert.Equal("waiting 1, withdrawn 1", await fixture.StatesAsync());
    }

    [Fact]
    public async Task A_reader_who_unsubscribed_can_confirm_by_a_new_mail_but_not_by_the_old_one()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.RequestAsync("ada@example.org");
        var id = await fixture.ScalarAsync<Guid>("SELECT id FROM subscriptions");
        var old = await fixture.ConfirmTokenAsync(id);
        await fixture.Subscriptions.ConfirmAsync(old, CancellationToken.None);
        await fixture.UnsubscribeAsync(id);

        Assert.Equal(SubscriptionState.Expired, (await fixture.Subscriptions.ConfirmAsync(old, CancellationToken.None))?.State);
        Assert.Equal(0, await fixture.TallyAsync(TallyNames.Subscribers));

        Assert.True(await fixture.RequestAsync("ada@example.org"));
        Assert.Equal(SubscriptionState.Expired, (await fixture.Subscriptions.ConfirmAsync(old, CancellationToken.None))?.State);
        var fresh = await fixture.ConfirmTokenAsync(id);
        Assert.Equal(SubscriptionState.Confirmed, (await fixture.Subscriptions.ConfirmAsync(fresh, CancellationToken.None))?.State);
        Assert.Equal(1, await fixture.TallyAsync(TallyNames.Subscribers));
    }

    [Fact]
    public async Task An_expired_link_changes_nothing()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.RequestAsync("ada@example.org");
        var token = await fixture.ConfirmTokenAsync(await fixture.ScalarAsync<Guid>("SELECT id FROM subscriptions"));
        fixture.Time.Advance(TimeSpan.FromHours(48));

        Assert.Equal(SubscriptionState.Expired, (await fixture.Subscriptions.ConfirmAsync(token, CancellationToken.None))?.State);
        Assert.Equal(0, await fixture.TallyAsync(TallyNames.Subscribers));
    }

    [Fact]
    public async Task Opening_a_link_changes_nothing()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.RequestAsync("ada@example.org");
        var id = await fixture.ScalarAsync<Guid>("SELECT id FROM subscriptions");

        foreach (var token in (ReaderToken[])[await fixture.ConfirmTokenAsync(id), NotificationFixture.UnsubscribeToken(id)])
        {
            Assert.Equal(SubscriptionState.Pending, (await fixture.Subscriptions.FindAsync(token, CancellationToken.None))?.State);
        }

        Assert.Equal(0, await fixture.TallyAsync(TallyNames.Subscribers));
        Assert.Equal("waiting 1", await fixture.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task A_reader_can_unsubscribe_before_confirming()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.RequestAsync("ada@example.org");
        var id = await fixture.ScalarAsync<Guid>("SELECT id FROM subscriptions");

        Assert.Equal(SubscriptionState.Unsubscribed, await fixture.UnsubscribeAsync(id));
        Assert.Equal(0, await fixture.TallyAsync(TallyNames.Subscribers));
        Assert.Equal("withdrawn 1", await fixture.StatesAsync("confirmation"));
    }

    [Fact]
    public async Task A_token_of_an_unknown_subscription_finds_nothing()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);

        Assert.Null(await fixture.UnsubscribeAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task All_replicas_use_the_same_key()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        var id = Guid.NewGuid();

        var first = await new TokenKey(fixture.Db).TokensAsync(CancellationToken.None);
        var second = await new TokenKey(fixture.Db).TokensAsync(CancellationToken.None);

        Assert.Equal(id, second.Read(first.CreateUnsubscribe(id))?.Subscription);
    }
}
