using Npgsql;
using Papers.Contracts.Web;
using Papers.Notification.Digests;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SomePapers;

namespace Papers.Notification.Tests.Digests;

public sealed class SendDigestsConsumerTests(TestServers servers)
{
    private const int ManyReaders = (2 * DigestStore.ReadersAtOnce) + 50;

    [Fact]
    public async Task Each_reader_who_confirmed_gets_one_mail_and_nobody_else()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        await world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(await world.ReaderAsync("left@example.org")), CancellationToken.None);
        await world.AskAsync("pending@example.org");

        Assert.Equal(1, await world.RankAsync(EditionOf(3)));

        Assert.Equal("waiting 1", await world.StatesAsync());
    }

    [Fact]
    public async Task The_same_edition_again_writes_no_mail_even_when_it_is_ranked_anew()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        var edition = EditionOf(20);
        await world.RankAsync(edition);

        Assert.Equal(0, await world.RankAsync(edition));
        Assert.Equal(0, await world.RankAsync(edition with { RankedAt = edition.RankedAt.AddHours(1), Papers = [Paper("new")] }));

        Assert.Equal("waiting 1", await world.StatesAsync());
    }

    [Fact]
    public async Task A_reader_who_confirms_later_gets_the_edition_when_it_is_ranked_again()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        await world.RankAsync(EditionOf(3));
        await world.ReaderAsync("bob@example.org");

        Assert.Equal(1, await world.RankAsync(EditionOf(3)));
        Assert.Equal("waiting 2", await world.StatesAsync());
    }

    [Fact]
    public async Task The_next_edition_holds_only_what_the_reader_has_not_had()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        await world.RankAsync(EditionOf(5), most: 3);

        await world.RankAsync(EditionOf(5) with { Date = Date.AddDays(1) }, most: 3);

        Assert.Equal(["[\"2603.00001\",\"2603.00002\",\"2603.00003\"]", "[\"2603.00004\",\"2603.00005\"]"], await PapersOfMailsAsync(world));
    }

    [Fact]
    public async Task Who_has_had_all_gets_no_mail_which_is_recorded_until_there_is_something_new()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        await world.RankAsync(EditionOf(2));
        var next = EditionOf(2) with { Date = Date.AddDays(1) };

        Assert.Equal(0, await world.RankAsync(next));
        Assert.Equal("nothing-new 1, waiting 1", await world.StatesAsync());

        Assert.Equal(1, await world.RankAsync(next with { RankedAt = next.RankedAt.AddHours(1), Papers = [Paper("new")] }));
        Assert.Equal("waiting 2", await world.StatesAsync());
    }

    [Fact]
    public async Task An_edition_without_papers_sends_nothing_and_keeps_nobody_from_a_later_ranking()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");

        Assert.Equal(0, await world.RankAsync(Edition()));
        Assert.Equal(1, await world.RankAsync(EditionOf(1) with { RankedAt = world.Time.GetUtcNow() }));
    }

    [Fact]
    public async Task Several_replicas_that_get_the_same_edition_write_each_mail_once()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(ManyReaders);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.RankAsync(EditionOf(20))));

        Assert.Equal(ManyReaders, written.Sum());
        Assert.Equal($"waiting {ManyReaders}", await world.StatesAsync());
        Assert.Equal(ManyReaders * 12L, await world.ScalarAsync<long>("SELECT count(*) FROM remembered_papers"));
    }

    [Fact]
    public async Task Two_editions_at_once_never_choose_the_same_paper_for_one_reader()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReadersAsync(50);

        await Task.WhenAll(world.RankAsync(EditionOf(20)), world.RankAsync(EditionOf(20) with { Edition = "weekly" }));

        Assert.Equal(50L, await world.ScalarAsync<long>("SELECT count(*) FROM deliveries WHERE edition = 'weekly'"));
        Assert.Equal(50 * 20L, await world.ScalarAsync<long>("SELECT sum(json_array_length(paper_ids)) FROM deliveries"));
        Assert.Equal(50 * 20L, await world.ScalarAsync<long>("SELECT count(*) FROM remembered_papers"));
    }

    [Fact]
    public async Task However_often_the_database_drops_the_connection_each_reader_has_one_mail_in_the_end()
    {
        await using var world = await NotificationWorld.CreateAsync(servers, TimeProvider.System);
        await world.ReadersAsync(ManyReaders);
        var edition = EditionOf(20);
        using var done = new CancellationTokenSource();
        var dropping = DropConnectionsAsync(world, done.Token);

        await WriteUntilDoneAsync(world, edition);
        await done.CancelAsync();
        var dropped = await dropping;

        Assert.Equal($"waiting {ManyReaders}", await world.StatesAsync());
        Assert.Equal(ManyReaders * 12L, await world.ScalarAsync<long>("SELECT count(*) FROM remembered_papers"));
        Assert.True(dropped > 0, "No connection was dropped, so nothing was tried.");
    }

    [Fact]
    public async Task Whatever_characters_a_paper_holds_it_can_be_kept_and_read_again()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        var paper = Paper("odd") with { Title = "nul \0, \"quotes\", \\u0000, half \uD800 and 👩‍👩‍👧", Abstract = "\u0000" };

        var id = await world.Rankings.SaveAsync(Edition(paper), [paper], world.Time.GetUtcNow(), CancellationToken.None);

        var read = Assert.Single(await world.Rankings.GetAsync(id, CancellationToken.None));
        Assert.Equal("nul \0, \"quotes\", \\u0000, half \uFFFD and 👩‍👩‍👧", read.Title);
    }

    [Fact]
    public async Task Old_rankings_are_forgotten_once_no_mail_waits_for_them()
    {
        await using var world = await NotificationWorld.CreateAsync(servers);
        await world.ReaderAsync("ada@example.org");
        await world.RankAsync(EditionOf(1));
        await world.Subscriptions.LeaveAsync(NotificationWorld.LeaveToken(await world.ReaderAsync("bob@example.org")), CancellationToken.None);

        world.Time.Advance(TimeSpan.FromDays(15));
        await world.RankAsync(EditionOf(1) with { Date = Date.AddDays(15), RankedAt = world.Time.GetUtcNow() });
        Assert.Equal(2L, await world.ScalarAsync<long>("SELECT count(*) FROM rankings"));

        await world.DeliverAsync(new ScriptedChannel());
        await world.RankAsync(EditionOf(1) with { Date = Date.AddDays(16), RankedAt = world.Time.GetUtcNow() });
        Assert.Equal(2L, await world.ScalarAsync<long>("SELECT count(*) FROM rankings"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Daily")]
    [InlineData("daily\r\nBcc: eve@example.org")]
    [InlineData("daily papers")]
    public async Task An_edition_whose_name_cannot_stand_in_a_header_is_refused(string name)
    {
        await using var world = await NotificationWorld.CreateAsync(servers);

        await Assert.ThrowsAsync<ArgumentException>(() => world.RankAsync(EditionOf(1) with { Edition = name }));
    }

    private static async Task WriteUntilDoneAsync(NotificationWorld world, EditionRanked edition)
    {
        while (true)
        {
            try
            {
                await world.RankAsync(edition);
                return;
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception) || exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown })
            {
                // Redelivered.
            }
        }
    }

    private static async Task<int> DropConnectionsAsync(NotificationWorld world, CancellationToken done)
    {
        await using var own = await world.Db.OpenConnectionAsync(CancellationToken.None);
        var dropped = 0;
        for (var i = 0; i < 12 && !done.IsCancellationRequested; i++)
        {
            await using var drop = new NpgsqlCommand(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()",
                own);
            dropped += (int)(long)(await drop.ExecuteScalarAsync(CancellationToken.None))!; // count is never null
            await Task.Delay(30, CancellationToken.None);
        }

        return dropped;
    }

    private static async Task<List<string>> PapersOfMailsAsync(NotificationWorld world)
    {
        await using var command = world.Db.CreateCommand("SELECT paper_ids FROM deliveries WHERE kind = 'digest' ORDER BY date");
        await using var reader = await command.ExecuteReaderAsync();
        var papers = new List<string>();
        while (await reader.ReadAsync())
        {
            papers.Add(reader.GetString(0));
        }

        return papers;
    }
}
