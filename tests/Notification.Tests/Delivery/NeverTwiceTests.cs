using Papers.Contracts.Operations;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Testing;

namespace Papers.Notification.Tests.Delivery;

/// <summary>Whenever a sender is killed or its lease expires: no mail is lost and none is sent twice.</summary>
public sealed class NeverTwiceTests(TestServers servers)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_killed_while_sending_leaves_one_mail_uncertain_and_sends_none_twice(bool afterSending)
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 10);
        var sends = 0;
        var killing = new ScriptedChannel
        {
            MaxConnections = 1,
            Before = _ => !afterSending && ++sends == 4 ? throw new KilledException() : null,
            After = _ =>
            {
                if (afterSending && ++sends == 4)
                {
                    throw new KilledException();
                }
            },
        };
        await Assert.ThrowsAsync<KilledException>(() => fixture.SendDueAsync(killing));
        Assert.Equal("sending 1, sent 3, waiting 6", await fixture.StatesAsync());

        fixture.Time.Advance(MailSender.LeaseTime);
        var next = new ScriptedChannel();
        await fixture.SendDueAsync(next);

        Assert.Equal("sent 9, uncertain 1", await fixture.StatesAsync());
        Assert.Equal(9, await fixture.TallyAsync(TallyNames.MailsSent));
        Assert.Equal(afterSending ? 10 : 9, killing.Sent.Concat(next.Sent).Count());
        Assert.Equal(afterSending ? 10 : 9, killing.Sent.Concat(next.Sent).Distinct().Count());
        var failed = Assert.Single(await FailedMailEndpoints.ListAsync(fixture.Db, CancellationToken.None));
        Assert.Equal(("uncertain", "daily"), (failed.State, failed.Mail));
        Assert.StartsWith("r…@", failed.Reader, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_killed_after_leasing_mails_loses_none()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 10);
        var now = fixture.Time.GetUtcNow();
        Assert.Equal(10, (await fixture.Deliveries.LeaseAsync(Guid.NewGuid(), 16, now, now + MailSender.LeaseTime, CancellationToken.None)).Count);
        var channel = new ScriptedChannel();

        await fixture.SendDueAsync(channel);
        Assert.Empty(channel.Sent);

        fixture.Time.Advance(MailSender.LeaseTime);
        await fixture.SendDueAsync(channel);
        Assert.Equal(10, channel.Sent.Count);
    }

    [Fact]
    public async Task A_sender_whose_lease_has_expired_does_not_send_a_mail_leased_by_another()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 1);
        var (slow, quick) = (Guid.NewGuid(), Guid.NewGuid());
        var now = fixture.Time.GetUtcNow();
        var mail = Assert.Single(await fixture.Deliveries.LeaseAsync(slow, 1, now, now, CancellationToken.None));
        Assert.Single(await fixture.Deliveries.LeaseAsync(quick, 1, now, now + MailSender.LeaseTime, CancellationToken.None));

        Assert.False(await fixture.Deliveries.SaveAsync(slow, [], mail.Id, now, now + MailSender.LeaseTime, CancellationToken.None));
        Assert.True(await fixture.Deliveries.SaveAsync(quick, [], mail.Id, now, now + MailSender.LeaseTime, CancellationToken.None));
    }

    [Fact]
    public async Task A_result_saved_twice_is_counted_once()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 1);
        var lease = Guid.NewGuid();
        var now = fixture.Time.GetUtcNow();
        var mail = Assert.Single(await fixture.Deliveries.LeaseAsync(lease, 1, now, now + MailSender.LeaseTime, CancellationToken.None));
        DeliveryAttempt[] sent = [new(mail.Id, DeliveryState.Sent, null, now)];

        await fixture.Deliveries.SaveAsync(lease, sent, null, now, now, CancellationToken.None);
        await fixture.Deliveries.SaveAsync(lease, sent, null, now, now, CancellationToken.None);

        Assert.Equal(1, await fixture.TallyAsync(TallyNames.MailsSent));
    }

    [Fact]
    public async Task A_mail_marked_uncertain_too_early_becomes_sent_when_its_result_is_known_and_is_never_retried()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 2);
        var lease = Guid.NewGuid();
        var now = fixture.Time.GetUtcNow();
        var mails = await fixture.Deliveries.LeaseAsync(lease, 2, now, now, CancellationToken.None);
        foreach (var mail in mails)
        {
            Assert.True(await fixture.Deliveries.SaveAsync(lease, [], mail.Id, now, now, CancellationToken.None));
        }

        Assert.Equal(2, await fixture.Deliveries.AbandonAsync(now, CancellationToken.None));
        DeliveryAttempt[] late = [new(mails[0].Id, DeliveryState.Sent, null, now), new(mails[1].Id, DeliveryState.Waiting, "later", now)];
        await fixture.Deliveries.SaveAsync(lease, late, null, now, now, CancellationToken.None);

        Assert.Equal("sent 1, uncertain 1", await fixture.StatesAsync());
        Assert.Equal(1, await fixture.TallyAsync(TallyNames.MailsSent));
    }

    [Fact]
    public async Task A_stopping_service_releases_the_mails_that_it_has_not_started()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 10);
        using var stopping = new CancellationTokenSource();
        var channel = new ScriptedChannel { MaxConnections = 1, After = _ => stopping.Cancel() };

        await fixture.CreateSender(channel).SendDueAsync(stopping.Token, CancellationToken.None);
        Assert.Single(channel.Sent);

        var next = new ScriptedChannel();
        await fixture.SendDueAsync(next);
        Assert.Equal(9, next.Sent.Count);
        Assert.Equal("sent 10", await fixture.StatesAsync());
    }

    [Fact]
    public async Task A_mail_written_again_is_identical()
    {
        await using var fixture = await NotificationFixture.CreateWithMailsAsync(servers, readers: 1);
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var now = fixture.Time.GetUtcNow();
        await fixture.Deliveries.LeaseAsync(Guid.NewGuid(), 1, now, now, CancellationToken.None);

        // As after a kill between sending the mail and saving the result: the second time it is the same file.
        await fixture.SendDueAsync(new FolderChannel(folder.Path));
        await fixture.ScalarAsync<long>("WITH back AS (UPDATE deliveries SET state = 'waiting' RETURNING id) SELECT id FROM back");
        await fixture.SendDueAsync(new FolderChannel(folder.Path));
        await fixture.ScalarAsync<long>("WITH back AS (UPDATE deliveries SET state = 'waiting' RETURNING id) SELECT id FROM back");
        await fixture.SendDueAsync(new FolderChannel(other.Path));

        var file = Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Assert.Single(Directory.GetFiles(other.Path))));
    }
}
