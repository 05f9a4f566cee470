using Npgsql;
using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using RabbitMQ.Client;

namespace Papers.ServiceDefaults.Tests.Messaging;

public sealed class DeliveryTests(TestServers servers)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_leaves_when_its_transaction_commits_and_not_when_it_rolls_back()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);

        await host.PublishAsync(MessagingHost.Papers(3), commit: false, Cancelled);
        await host.PublishAsync(MessagingHost.Papers(2), commit: true, Cancelled);

        await Eventually.TrueAsync(() => host.Taken.Times.Count == 2, s_patience);
        await Eventually.TrueAsync(async () => (await host.Operator.CountAsync(Cancelled)).OutboxPending == 0, s_patience);
        Assert.Equal(["p0", "p1"], host.Taken.Times.Keys.Order());
    }

    [Fact]
    public async Task One_bad_paper_fails_alone_and_its_reason_is_told()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        host.Taken.Fails["p13"] = new InvalidOperationException("This paper is bad.");

        await host.PublishAsync(MessagingHost.Papers(20), commit: true, Cancelled);

        await Eventually.TrueAsync(async () => (await host.Operator.CountAsync(Cancelled)).Faults == 1, s_patience);
        await Eventually.TrueAsync(() => host.Taken.Times.Count == 19, s_patience);
        Assert.All(host.Taken.Times.Values, times => Assert.Equal(1, times));
        var fault = Assert.Single(await host.Operator.ListFaultsAsync(Cancelled));
        Assert.Equal(("tagging", Queues.TagPapers, "PapersIngested"), (fault.Service, fault.Queue, fault.Event));
        Assert.Equal("InvalidOperationException: This paper is bad.", fault.Reason);
    }

    [Fact]
    public async Task A_fault_is_sent_again_and_is_gone_when_it_succeeds()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        host.Taken.Fails["p0"] = new InvalidOperationException("Not yet.");
        await host.PublishAsync(MessagingHost.Papers(1), commit: true, Cancelled);
        await Eventually.TrueAsync(async () => (await host.Operator.ListFaultsAsync(Cancelled)).Count == 1, s_patience);
        var fault = (await host.Operator.ListFaultsAsync(Cancelled))[0];

        host.Taken.Fails.Clear();
        Assert.True(await host.Operator.RetryFaultAsync(fault.Id, Cancelled));

        await Eventually.TrueAsync(() => host.Taken.Times.ContainsKey("p0"), s_patience);
        Assert.Equal(0, (await host.Operator.CountAsync(Cancelled)).Faults);
        Assert.Empty(await host.Operator.ListFaultsAsync(Cancelled));
        Assert.False(await host.Operator.RetryFaultAsync(fault.Id, Cancelled));
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for_and_makes_no_fault()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        host.Taken.Fails["p1"] = new NpgsqlException("away", new IOException("cut", new EndOfStreamException()));
        await host.PublishAsync(MessagingHost.Papers(2), commit: true, Cancelled);
        await Eventually.TrueAsync(async () => (await host.Operator.CountAsync(Cancelled)).OutboxPending == 0, s_patience);

        host.Taken.Fails.Clear();

        await Eventually.TrueAsync(() => host.Taken.Times.Count == 2, s_patience);
        Assert.Equal(0, (await host.Operator.CountAsync(Cancelled)).Faults);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData(Envelope.ContentType)]
    public async Task A_message_that_is_no_event_becomes_a_fault_and_not_a_stop(string? contentType)
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        await using (var channel = await host.Broker.OpenChannelAsync(confirms: true, Cancelled))
        {
            await channel.BasicPublishAsync(
                "", Queues.TagPapers, mandatory: true, new BasicProperties { ContentType = contentType }, "no event"u8.ToArray(), Cancelled);
        }

        await host.PublishAsync(MessagingHost.Papers(1), commit: true, Cancelled);

        await Eventually.TrueAsync(() => host.Taken.Times.Count == 1, s_patience);
        await Eventually.TrueAsync(async () => (await host.Operator.CountAsync(Cancelled)).Faults == 1, s_patience);
        Assert.Contains("JSON", Assert.Single(await host.Operator.ListFaultsAsync(Cancelled)).Reason);
    }

    [Fact]
    public async Task An_event_of_another_kind_becomes_a_fault_and_is_not_taken_again_and_again()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        await using (var channel = await host.Broker.OpenChannelAsync(confirms: true, Cancelled))
        {
            var body = Envelope.Write(new LinksChecked { Links = [] }, Guid.NewGuid(), DateTimeOffset.UnixEpoch);
            await channel.BasicPublishAsync(
                "", Queues.TagPapers, mandatory: true, new BasicProperties { ContentType = Envelope.ContentType }, body, Cancelled);
        }

        await Eventually.TrueAsync(async () => (await host.Operator.CountAsync(Cancelled)).Faults == 1, s_patience);

        var fault = Assert.Single(await host.Operator.ListFaultsAsync(Cancelled));
        Assert.Equal("LinksChecked", fault.Event);
        Assert.Contains("No consumer", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_into_an_error_queue_by_another_way_is_listed_and_what_was_taken_out_is_not()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        await using var channel = await host.Broker.OpenChannelAsync(confirms: true, Cancelled);
        await channel.BasicPublishAsync("", Topology.ErrorQueueOf(Queues.TagPapers), mandatory: true, new BasicProperties(), "stray"u8.ToArray(), Cancelled);

        await Eventually.TrueAsync(async () => (await host.Operator.ListFaultsAsync(Cancelled)).Count == 1, s_patience);
        Assert.Equal(1, (await host.Operator.CountAsync(Cancelled)).Faults);

        await channel.QueuePurgeAsync(Topology.ErrorQueueOf(Queues.TagPapers), Cancelled);
        await Eventually.TrueAsync(async () => (await host.Operator.ListFaultsAsync(Cancelled)).Count == 0, s_patience);
    }

    [Fact]
    public async Task All_queues_are_quorum_queues_and_none_is_temporary()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancelled);
        await using var channel = await host.Broker.OpenChannelAsync(confirms: false, Cancelled);

        // Declaring again with the same arguments succeeds only where they are the same.
        foreach (var queue in Queues.All.Select(binding => binding.Queue))
        {
            await channel.QueueDeclareAsync(queue, true, false, false, Topology.ArgumentsOf(queue).ToDictionary(), cancellationToken: Cancelled);
        }
    }
}
