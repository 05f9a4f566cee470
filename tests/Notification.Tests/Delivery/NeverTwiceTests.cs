using Papers.Contracts.Operations;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Testing;

namespace Papers.Notification.Tests.Delivery;

/// <summary>Whenever a sender ends or falls behind: no mail is lost and none leaves twice.</summary>
public sealed class NeverTwiceTests(TestServers servers)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_killed_around_the_handing_over_leaves_one_mail_uncertain_and_sends_none_twice(bool afterItLeft)
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 10);
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
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 10);
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
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 1);
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
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 1);
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
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 2);
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
    public async Task A_service_that_stops_gives_back_what_it_has_not_begun()
    {
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 10);
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
        await using var world = await NotificationWorld.CreateWithMailsAsync(servers, readers: 1);
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
