using Papers.Contracts.Operations;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SampleEditions;

namespace Papers.Notification.Tests.Delivery;

public sealed class MailSenderTests(TestServers servers)
{
    [Fact]
    public async Task Each_mail_is_sent_once_and_counted()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 100);
        var channel = new ScriptedChannel();

        Assert.Null(await fixture.SendDueAsync(channel));
        Assert.Null(await fixture.SendDueAsync(channel));

        Assert.Equal(100, channel.Sent.Distinct().Count());
        Assert.Equal(100, channel.Sent.Count);
        Assert.Equal(100, await fixture.TallyAsync(TallyNames.MailsSent));
        Assert.Equal("sent 100", await fixture.StatesAsync());
    }

    [Fact]
    public async Task Several_replicas_share_the_mails_and_send_none_twice()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 300);
        var channel = new ScriptedChannel();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.SendDueAsync(channel)));

        Assert.Equal(300, channel.Sent.Count);
        Assert.Equal(300, channel.Sent.Distinct().Count());
        Assert.Equal(300, await fixture.TallyAsync(TallyNames.MailsSent));
    }

    [Fact]
    public async Task A_confirmation_is_sent_before_the_digests()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 20);
        await fixture.RequestAsync("new@example.org");
        var channel = new ScriptedChannel { MaxConnections = 1 };

        await fixture.SendDueAsync(channel);

        Assert.Equal("new@example.org", channel.Sent.First());
    }

    [Fact]
    public async Task A_reader_who_unsubscribes_before_the_mail_is_sent_gets_nothing()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        var ids = new Dictionary<string, Guid>
        {
            ["ada@example.org"] = await fixture.AddReaderAsync("ada@example.org"),
            ["bob@example.org"] = await fixture.AddReaderAsync("bob@example.org"),
        };
        await fixture.QueueEditionAsync(EditionOf(3));
        var channel = new ScriptedChannel
        {
            MaxConnections = 1,
            // The other reader unsubscribes after the first mail was sent; that mail is already in the same batch.
            After = to => fixture.UnsubscribeAsync(ids.Single(id => id.Key != to).Value).GetAwaiter().GetResult(),
        };

        await fixture.SendDueAsync(channel);

        Assert.Single(channel.Sent);
        Assert.Equal("sent 1, withdrawn 1", await fixture.StatesAsync());
    }

    [Fact]
    public async Task A_deferred_mail_is_retried_after_growing_delays_and_given_up_after_a_day()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 1);
        var attempts = 0;
        var channel = new ScriptedChannel
        {
            Before = _ =>
            {
                attempts++;
                return new(SendResult.Deferred, "450 not now");
            },
        };

        await fixture.SendDueAsync(channel);
        await fixture.SendDueAsync(channel);
        Assert.Equal(1, attempts);

        for (var i = 0; i < 12 * 24; i++)
        {
            fixture.Time.Advance(TimeSpan.FromMinutes(5));
            await fixture.SendDueAsync(channel);
        }

        Assert.InRange(attempts, 40, 70);
        Assert.Equal("failed 1", await fixture.StatesAsync());
        Assert.EndsWith("450 not now", (await FailedMailEndpoints.ListAsync(fixture.Db, CancellationToken.None)).Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_channel_is_unavailable_mails_wait_and_are_sent_once_it_is_back()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 100);

        Assert.Equal("down", await fixture.SendDueAsync(new ScriptedChannel { Connect = () => "down" }));
        Assert.Equal("waiting 100", await fixture.StatesAsync());

        var back = new ScriptedChannel();
        Assert.Null(await fixture.SendDueAsync(back));
        Assert.Equal(100, back.Sent.Count);
    }

    [Fact]
    public async Task A_rejected_mail_and_one_without_a_reply_are_never_sent_again()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 3);
        await fixture.SendDueAsync(new ScriptedChannel
        {
            Before = to => to switch
            {
                "r1@example.org" => new(SendResult.Rejected, "550 no such user"),
                "r2@example.org" => new(SendResult.NoReply, "The connection broke"),
                _ => null,
            },
        });
        Assert.Equal("failed 1, sent 1, uncertain 1", await fixture.StatesAsync());

        fixture.Time.Advance(TimeSpan.FromDays(1));
        var channel = new ScriptedChannel();
        await fixture.SendDueAsync(channel);
        await fixture.QueueEditionAsync(EditionOf(3) with { RankedAt = fixture.Time.GetUtcNow() });
        await fixture.SendDueAsync(channel);

        Assert.Empty(channel.Sent);
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_fails_and_the_others_are_sent()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 2);
        await fixture.ScalarAsync<long>("""
            WITH broken AS (UPDATE deliveries SET paper_ids = '["unknown"]' WHERE id = (SELECT min(id) FROM deliveries) RETURNING id)
            SELECT id FROM broken
            """);
        var channel = new ScriptedChannel();

        await fixture.SendDueAsync(channel);

        Assert.Single(channel.Sent);
        Assert.Equal("failed 1, sent 1", await fixture.StatesAsync());
    }
}
