using Papers.Contracts.Operations;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SomePapers;

namespace Papers.Notification.Tests.Delivery;

public sealed class DeliverMailsTests(TestServers servers)
{
    [Fact]
    public async Task Each_mail_leaves_once_and_is_counted()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 100);
        var channel = new ScriptedChannel();

        Assert.Null(await world.DeliverAsync(channel));
        Assert.Null(await world.DeliverAsync(channel));

        Assert.Equal(100, channel.Left.Distinct().Count());
        Assert.Equal(100, channel.Left.Count);
        Assert.Equal(100, await world.TallyAsync(TallyNames.MailsSent));
        Assert.Equal("sent 100", await world.StatesAsync());
    }

    [Fact]
    public async Task Several_replicas_share_the_mails_and_none_leaves_twice()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 300);
        var channel = new ScriptedChannel();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.DeliverAsync(channel)));

        Assert.Equal(300, channel.Left.Count);
        Assert.Equal(300, channel.Left.Distinct().Count());
        Assert.Equal(300, await world.TallyAsync(TallyNames.MailsSent));
    }

    [Fact]
    public async Task A_mail_to_confirm_goes_before_the_editions()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 20);
        await world.AskAsync("new@example.org");
        var channel = new ScriptedChannel { Lanes = 1 };

        await world.DeliverAsync(channel);

        Assert.Equal("new@example.org", channel.Left.First());
    }

    [Fact]
    public async Task A_reader_who_leaves_between_the_choice_and_the_sending_gets_nothing()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        var ids = new Dictionary<string, Guid>
        {
            ["ada@example.org"] = await world.ReaderAsync("ada@example.org"),
            ["bob@example.org"] = await world.ReaderAsync("bob@example.org"),
        };
        await world.RankAsync(EditionOf(3));
        var channel = new ScriptedChannel
        {
            Lanes = 1,
            // The first mail is on its way when the other reader leaves, whose mail this lane holds already.
            After = to => world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(ids.Single(id => id.Key != to).Value), CancellationToken.None).GetAwaiter().GetResult(),
        };

        await world.DeliverAsync(channel);

        Assert.Single(channel.Left);
        Assert.Equal("sent 1, withdrawn 1", await world.StatesAsync());
    }

    [Fact]
    public async Task What_is_put_off_waits_longer_each_time_and_is_given_up_after_a_day()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 1);
        var tries = 0;
        var channel = new ScriptedChannel
        {
            Before = _ =>
            {
                tries++;
                return new(SendResult.Later, "450 not now");
            },
        };

        await world.DeliverAsync(channel);
        await world.DeliverAsync(channel);
        Assert.Equal(1, tries);

        for (var i = 0; i < 12 * 24; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(5));
            await world.DeliverAsync(channel);
        }

        Assert.InRange(tries, 40, 70);
        Assert.Equal("failed 1", await world.StatesAsync());
        Assert.Equal("Given up: 450 not now", (await TroubledMailEndpoints.ListAsync(world.Db, CancellationToken.None)).Single().Reason);
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_once_and_every_mail_goes_when_it_is_back()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 100);

        Assert.Equal("away", await world.DeliverAsync(new ScriptedChannel { Ready = () => "away" }));
        Assert.Equal("waiting 100", await world.StatesAsync());

        var back = new ScriptedChannel();
        Assert.Null(await world.DeliverAsync(back));
        Assert.Equal(100, back.Left.Count);
    }

    [Fact]
    public async Task What_was_refused_or_not_answered_is_never_tried_again()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 3);
        await world.DeliverAsync(new ScriptedChannel
        {
            Before = to => to switch
            {
                "r1@example.org" => new(SendResult.Refused, "550 no such user"),
                "r2@example.org" => new(SendResult.Unknown, "The connection broke"),
                _ => null,
            },
        });
        Assert.Equal("failed 1, sent 1, uncertain 1", await world.StatesAsync());

        world.Time.Advance(TimeSpan.FromDays(1));
        var channel = new ScriptedChannel();
        await world.DeliverAsync(channel);
        await world.RankAsync(EditionOf(3) with { RankedAt = world.Time.GetUtcNow() });
        await world.DeliverAsync(channel);

        Assert.Empty(channel.Left);
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_fails_alone()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 2);
        await world.ScalarAsync<long>("""
            WITH broken AS (UPDATE deliveries SET paper_ids = '["unknown"]' WHERE id = (SELECT min(id) FROM deliveries) RETURNING id)
            SELECT id FROM broken
            """);
        var channel = new ScriptedChannel();

        await world.DeliverAsync(channel);

        Assert.Single(channel.Left);
        Assert.Equal("failed 1, sent 1", await world.StatesAsync());
    }
}
