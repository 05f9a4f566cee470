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
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(100);
        await world.RankAsync(EditionOf(3));
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
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(300);
        await world.RankAsync(EditionOf(3));
        var channel = new ScriptedChannel();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.DeliverAsync(channel)));

        Assert.Equal(300, channel.Left.Count);
        Assert.Equal(300, channel.Left.Distinct().Count());
        Assert.Equal(300, await world.TallyAsync(TallyNames.MailsSent));
    }

    [Fact]
    public async Task A_mail_to_confirm_goes_before_the_editions()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(20);
        await world.RankAsync(EditionOf(3));
        await world.AskAsync("new@example.org");
        var channel = new ScriptedChannel { Lanes = 1 };

        await world.DeliverAsync(channel);

        Assert.Equal("new@example.org", channel.Left.First());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_killed_around_the_handing_over_leaves_one_mail_uncertain_and_sends_none_twice(bool afterItLeft)
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(10);
        await world.RankAsync(EditionOf(3));
        var deaths = 0;
        var killing = new ScriptedChannel
        {
            Lanes = 1,
            Before = _ => !afterItLeft && ++deaths == 4 ? throw new KilledException() : null,
            After = _ =>
            {
                if (afterItLeft && ++deaths == 4)
                {
                    throw new KilledException();
                }
            },
        };
        await Assert.ThrowsAsync<KilledException>(() => world.DeliverAsync(killing));
        Assert.Equal("sending 1, sent 3, waiting 6", await world.StatesAsync());

        world.Time.Advance(DeliverMails.LeaseTime);
        var next = new ScriptedChannel();
        await world.DeliverAsync(next);

        Assert.Equal("sent 9, uncertain 1", await world.StatesAsync());
        Assert.Equal(9, await world.TallyAsync(TallyNames.MailsSent));
        Assert.Equal(afterItLeft ? 10 : 9, killing.Left.Concat(next.Left).Count());
        Assert.Equal(afterItLeft ? 10 : 9, killing.Left.Concat(next.Left).Distinct().Count());
        var troubled = Assert.Single(await TroubledMailEndpoints.ListAsync(world.Db, CancellationToken.None));
        Assert.Equal(("uncertain", "daily"), (troubled.State, troubled.Mail));
        Assert.StartsWith("r…@", troubled.Reader, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_killed_after_it_took_mails_and_before_it_began_one_loses_none()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(10);
        await world.RankAsync(EditionOf(3));
        var now = world.Time.GetUtcNow();
        Assert.Equal(10, (await world.Deliveries.LeaseAsync(Guid.NewGuid(), 16, now, now + DeliverMails.LeaseTime, CancellationToken.None)).Count);
        var channel = new ScriptedChannel();

        await world.DeliverAsync(channel);
        Assert.Empty(channel.Left);

        world.Time.Advance(DeliverMails.LeaseTime);
        await world.DeliverAsync(channel);
        Assert.Equal(10, channel.Left.Count);
    }

    [Fact]
    public async Task A_sender_whose_lease_ran_out_does_not_begin_what_another_has_taken()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(1);
        await world.RankAsync(EditionOf(3));
        var (slow, quick) = (Guid.NewGuid(), Guid.NewGuid());
        var now = world.Time.GetUtcNow();
        var mail = Assert.Single(await world.Deliveries.LeaseAsync(slow, 1, now, now, CancellationToken.None));
        Assert.Single(await world.Deliveries.LeaseAsync(quick, 1, now, now + DeliverMails.LeaseTime, CancellationToken.None));

        Assert.False(await world.Deliveries.StepAsync(slow, [], mail.Id, now, now + DeliverMails.LeaseTime, CancellationToken.None));
        Assert.True(await world.Deliveries.StepAsync(quick, [], mail.Id, now, now + DeliverMails.LeaseTime, CancellationToken.None));
    }

    [Fact]
    public async Task An_outcome_written_twice_is_counted_once()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(1);
        await world.RankAsync(EditionOf(3));
        var lease = Guid.NewGuid();
        var now = world.Time.GetUtcNow();
        var mail = Assert.Single(await world.Deliveries.LeaseAsync(lease, 1, now, now + DeliverMails.LeaseTime, CancellationToken.None));
        TriedMail[] sent = [new(mail.Id, DeliveryState.Sent, null, now)];

        await world.Deliveries.StepAsync(lease, sent, null, now, now, CancellationToken.None);
        await world.Deliveries.StepAsync(lease, sent, null, now, now, CancellationToken.None);

        Assert.Equal(1, await world.TallyAsync(TallyNames.MailsSent));
    }

    [Fact]
    public async Task A_mail_called_uncertain_while_it_was_still_on_its_way_is_sent_once_it_is_known_and_never_retried()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(2);
        await world.RankAsync(EditionOf(3));
        var lease = Guid.NewGuid();
        var now = world.Time.GetUtcNow();
        var mails = await world.Deliveries.LeaseAsync(lease, 2, now, now, CancellationToken.None);
        foreach (var mail in mails)
        {
            Assert.True(await world.Deliveries.StepAsync(lease, [], mail.Id, now, now, CancellationToken.None));
        }

        Assert.Equal(2, await world.Deliveries.AbandonAsync(now, CancellationToken.None));
        await world.Deliveries.StepAsync(lease, [new(mails[0].Id, DeliveryState.Sent, null, now), new(mails[1].Id, DeliveryState.Waiting, "later", now)], null, now, now, CancellationToken.None);

        Assert.Equal("sent 1, uncertain 1", await world.StatesAsync());
        Assert.Equal(1, await world.TallyAsync(TallyNames.MailsSent));
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
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(1);
        await world.RankAsync(EditionOf(3));
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
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(100);
        await world.RankAsync(EditionOf(3));

        Assert.Equal("away", await world.DeliverAsync(new ScriptedChannel { Ready = () => "away" }));
        Assert.Equal("waiting 100", await world.StatesAsync());

        var back = new ScriptedChannel();
        Assert.Null(await world.DeliverAsync(back));
        Assert.Equal(100, back.Left.Count);
    }

    [Fact]
    public async Task What_was_refused_or_not_answered_is_never_tried_again()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(3);
        await world.RankAsync(EditionOf(3));
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
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(2);
        await world.RankAsync(EditionOf(3));
        await world.ScalarAsync<long>("""
            WITH broken AS (UPDATE deliveries SET paper_ids = '["unknown"]' WHERE id = (SELECT min(id) FROM deliveries) RETURNING id)
            SELECT id FROM broken
            """);
        var channel = new ScriptedChannel();

        await world.DeliverAsync(channel);

        Assert.Single(channel.Left);
        Assert.Equal("failed 1, sent 1", await world.StatesAsync());
    }

    [Fact]
    public async Task A_service_that_stops_gives_back_what_it_has_not_begun()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(10);
        await world.RankAsync(EditionOf(3));
        using var stopping = new CancellationTokenSource();
        var channel = new ScriptedChannel { Lanes = 1, After = _ => stopping.Cancel() };

        await world.Deliverer(channel).DeliverDueAsync(stopping.Token, CancellationToken.None);
        Assert.Single(channel.Left);

        var next = new ScriptedChannel();
        await world.DeliverAsync(next);
        Assert.Equal(9, next.Left.Count);
        Assert.Equal("sent 10", await world.StatesAsync());
    }

    [Fact]
    public async Task A_mail_is_the_same_whoever_writes_it_and_however_often()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(1);
        await world.RankAsync(EditionOf(3));
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var now = world.Time.GetUtcNow();
        await world.Deliveries.LeaseAsync(Guid.NewGuid(), 1, now, now, CancellationToken.None);

        // Written, and then killed before it was written down: the second time it is the same file.
        await world.DeliverAsync(new FolderChannel(folder.Path));
        await world.ScalarAsync<long>("WITH back AS (UPDATE deliveries SET state = 'waiting' RETURNING id) SELECT id FROM back");
        await world.DeliverAsync(new FolderChannel(folder.Path));
        await world.ScalarAsync<long>("WITH back AS (UPDATE deliveries SET state = 'waiting' RETURNING id) SELECT id FROM back");
        await world.DeliverAsync(new FolderChannel(other.Path));

        var file = Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Assert.Single(Directory.GetFiles(other.Path))));
    }
}
