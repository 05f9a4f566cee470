using Npgsql;
using Papers.Contracts.Web;
using Papers.Notification.Digests;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SampleEditions;

namespace Papers.Notification.Tests.Digests;

public sealed class SendDigestsConsumerTests(TestServers servers)
{
    private const int ManyReaders = (2 * DigestStore.BatchSize) + 50;

    [Fact]
    public async Task Only_confirmed_readers_get_a_mail_and_each_gets_one()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        await fixture.UnsubscribeAsync(await fixture.AddReaderAsync("unsubscribed@example.org"));
        await fixture.RequestAsync("pending@example.org");

        Assert.Equal(1, await fixture.QueueEditionAsync(EditionOf(3)));

        Assert.Equal("waiting 1", await fixture.StatesAsync());
    }

    [Fact]
    public async Task The_same_edition_queues_no_second_mail_even_when_ranked_again()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        var edition = EditionOf(20);
        await fixture.QueueEditionAsync(edition);

        Assert.Equal(0, await fixture.QueueEditionAsync(edition));
        Assert.Equal(0, await fixture.QueueEditionAsync(edition with { RankedAt = edition.RankedAt.AddHours(1), Papers = [Paper("new")] }));

        Assert.Equal("waiting 1", await fixture.StatesAsync());
    }

    [Fact]
    public async Task A_reader_who_confirms_later_gets_the_edition_when_it_is_ranked_again()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        await fixture.QueueEditionAsync(EditionOf(3));
        await fixture.AddReaderAsync("bob@example.org");

        Assert.Equal(1, await fixture.QueueEditionAsync(EditionOf(3)));
        Assert.Equal("waiting 2", await fixture.StatesAsync());
    }

    [Fact]
    public async Task The_next_edition_has_only_papers_that_the_reader_was_not_sent_before()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        await fixture.QueueEditionAsync(EditionOf(5), maxPapers: 3);

        await fixture.QueueEditionAsync(EditionOf(5) with { Date = Date.AddDays(1) }, maxPapers: 3);

        Assert.Equal(["[\"2603.00001\",\"2603.00002\",\"2603.00003\"]", "[\"2603.00004\",\"2603.00005\"]"], await PapersOfMailsAsync(fixture));
    }

    [Fact]
    public async Task A_reader_who_was_sent_all_papers_gets_no_mail_until_there_is_a_new_one()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        await fixture.QueueEditionAsync(EditionOf(2));
        var next = EditionOf(2) with { Date = Date.AddDays(1) };

        Assert.Equal(0, await fixture.QueueEditionAsync(next));
        Assert.Equal("nothing-new 1, waiting 1", await fixture.StatesAsync());

        Assert.Equal(1, await fixture.QueueEditionAsync(next with { RankedAt = next.RankedAt.AddHours(1), Papers = [Paper("new")] }));
        Assert.Equal("waiting 2", await fixture.StatesAsync());
    }

    [Fact]
    public async Task An_edition_without_papers_queues_nothing_and_does_not_block_a_later_ranking()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");

        Assert.Equal(0, await fixture.QueueEditionAsync(Edition()));
        Assert.Equal(1, await fixture.QueueEditionAsync(EditionOf(1) with { RankedAt = fixture.Time.GetUtcNow() }));
    }

    [Fact]
    public async Task Several_replicas_that_receive_the_same_edition_queue_each_mail_once()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReadersAsync(ManyReaders);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.QueueEditionAsync(EditionOf(20))));

        Assert.Equal(ManyReaders, written.Sum());
        Assert.Equal($"waiting {ManyReaders}", await fixture.StatesAsync());
        Assert.Equal(ManyReaders * 12L, await fixture.ScalarAsync<long>("SELECT count(*) FROM remembered_papers"));
    }

    [Fact]
    public async Task Two_editions_at_once_never_select_the_same_paper_for_a_reader()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReadersAsync(50);

        await Task.WhenAll(fixture.QueueEditionAsync(EditionOf(20)), fixture.QueueEditionAsync(EditionOf(20) with { Edition = "weekly" }));

        Assert.Equal(50L, await fixture.ScalarAsync<long>("SELECT count(*) FROM deliveries WHERE edition = 'weekly'"));
        Assert.Equal(50 * 20L, await fixture.ScalarAsync<long>("SELECT sum(json_array_length(paper_ids)) FROM deliveries"));
        Assert.Equal(50 * 20L, await fixture.ScalarAsync<long>("SELECT count(*) FROM remembered_papers"));
    }

    [Fact]
    public async Task Each_reader_gets_one_mail_however_often_database_connections_break()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers, TimeProvider.System);
        await fixture.AddReadersAsync(ManyReaders);
        var edition = EditionOf(20);
        using var done = new CancellationTokenSource();
        var dropping = DropConnectionsAsync(fixture, done.Token);

        await QueueUntilDoneAsync(fixture, edition);
        await done.CancelAsync();
        var dropped = await dropping;

        Assert.Equal($"waiting {ManyReaders}", await fixture.StatesAsync());
        Assert.Equal(ManyReaders * 12L, await fixture.ScalarAsync<long>("SELECT count(*) FROM remembered_papers"));
        Assert.True(dropped > 0, "No connection was broken, so the test showed nothing.");
    }

    [Fact]
    public async Task A_ranking_with_any_characters_can_be_saved_and_read()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        var paper = Paper("odd") with { Title = "nul \0, \"quotes\", \\u0000, half \uD800 and 👩‍👩‍👧", Abstract = "\u0000" };

        var id = await fixture.Rankings.SaveAsync(Edition(paper), fixture.Time.GetUtcNow(), CancellationToken.None);

        var read = Assert.Single(await fixture.Rankings.GetAsync(id, CancellationToken.None));
        Assert.Equal("nul \0, \"quotes\", \\u0000, half \uFFFD and 👩‍👩‍👧", read.Title);
    }

    [Fact]
    public async Task Old_rankings_are_deleted_once_no_mail_needs_them()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await fixture.AddReaderAsync("ada@example.org");
        await fixture.QueueEditionAsync(EditionOf(1));
        await fixture.UnsubscribeAsync(await fixture.AddReaderAsync("bob@example.org"));

        fixture.Time.Advance(TimeSpan.FromDays(15));
        await fixture.QueueEditionAsync(EditionOf(1) with { Date = Date.AddDays(15), RankedAt = fixture.Time.GetUtcNow() });
        Assert.Equal(2L, await fixture.ScalarAsync<long>("SELECT count(*) FROM rankings"));

        await fixture.SendDueAsync(new ScriptedChannel());
        await fixture.QueueEditionAsync(EditionOf(1) with { Date = Date.AddDays(16), RankedAt = fixture.Time.GetUtcNow() });
        Assert.Equal(2L, await fixture.ScalarAsync<long>("SELECT count(*) FROM rankings"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Daily")]
    [InlineData("daily\r\nBcc: eve@example.org")]
    [InlineData("daily papers")]
    public async Task An_edition_with_an_invalid_name_is_rejected(string name)
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.QueueEditionAsync(EditionOf(1) with { Edition = name }));
    }

    private static async Task QueueUntilDoneAsync(NotificationFixture fixture, EditionRanked edition)
    {
        while (true)
        {
            try
            {
                await fixture.QueueEditionAsync(edition);
                return;
            }
            catch (Exception exception) when (
                InfrastructureFault.Is(exception) || exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown })
            {
                // Redelivered.
            }
        }
    }

    private static async Task<int> DropConnectionsAsync(NotificationFixture fixture, CancellationToken done)
    {
        await using var own = await fixture.Db.OpenConnectionAsync(CancellationToken.None);
        var dropped = 0;
        for (var i = 0; i < 12 && !done.IsCancellationRequested; i++)
        {
            await using var drop = new NpgsqlCommand(
                """
                SELECT count(pg_terminate_backend(pid))
                  FROM pg_stat_activity
                 WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()
                """,
                own);
            dropped += (int)(long)(await drop.ExecuteScalarAsync(CancellationToken.None))!; // count is never null
            await Task.Delay(30, CancellationToken.None);
        }

        return dropped;
    }

    private static async Task<List<string>> PapersOfMailsAsync(NotificationFixture fixture)
    {
        await using var command = fixture.Db.CreateCommand("SELECT paper_ids FROM deliveries WHERE kind = 'digest' ORDER BY date");
        await using var reader = await command.ExecuteReaderAsync();
        var papers = new List<string>();
        while (await reader.ReadAsync())
        {
            papers.Add(reader.GetString(0));
        }

        return papers;
    }
}
