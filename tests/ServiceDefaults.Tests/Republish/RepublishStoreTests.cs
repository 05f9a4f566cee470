using Npgsql;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;
using Papers.Testing;

namespace Papers.ServiceDefaults.Tests.Republish;

public sealed class RepublishStoreTests(TestServers servers)
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_told_part_by_part_to_the_end_and_then_rests()
    {
        await using var database = await CreateAsync();
        var store = Store(database, ["a", "b", "c"]);

        Assert.Equal(RepublishStep.NothingToDo, await store.TellNextAsync(_stop));
        await store.BeginAsync("letters", _stop);
        var steps = await TellAllAsync(store);

        Assert.Equal([RepublishStep.ToldSome, RepublishStep.ToldSome, RepublishStep.ToldSome, RepublishStep.Finished, RepublishStep.NothingToDo], steps);
        var status = Assert.Single(await store.ListAsync(_stop));
        Assert.Equal(("letters", 3), (status.What, status.Published));
        Assert.NotNull(status.FinishedAt);
        Assert.Equal(3, await CountAsync(database, "SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Asked_for_again_it_begins_anew()
    {
        await using var database = await CreateAsync();
        var store = Store(database, ["a", "b"]);
        await store.BeginAsync("letters", _stop);
        await store.TellNextAsync(_stop);

        await store.BeginAsync("letters", _stop);
        await TellAllAsync(store);

        Assert.Equal(2, Assert.Single(await store.ListAsync(_stop)).Published);
        Assert.Equal(3, await CountAsync(database, "SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task What_one_replica_tells_another_passes_over_and_takes_on_after_it()
    {
        await using var database = await CreateAsync();
        var inTheMiddle = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var slow = Store(database, ["a", "b"], async () =>
        {
            inTheMiddle.TrySetResult();
            await goOn.Task;
        });
        var other = Store(database, ["a", "b"]);
        await slow.BeginAsync("letters", _stop);

        var telling = slow.TellNextAsync(_stop);
        await inTheMiddle.Task.WaitAsync(_stop);
        Assert.Equal(RepublishStep.NothingToDo, await other.TellNextAsync(_stop));
        goOn.SetResult();
        Assert.Equal(RepublishStep.ToldSome, await telling);

        Assert.Equal(RepublishStep.ToldSome, await other.TellNextAsync(_stop));
        Assert.Equal(2, await CountAsync(database, "SELECT told FROM republishing"));
    }

    [Fact]
    public async Task A_part_that_breaks_off_is_neither_told_nor_noted()
    {
        await using var database = await CreateAsync();
        var broken = Store(database, ["a"], () => throw new IOException("gone"));
        await broken.BeginAsync("letters", _stop);

        await Assert.ThrowsAsync<IOException>(() => broken.TellNextAsync(_stop));

        Assert.Equal(0, await CountAsync(database, "SELECT count(*) FROM outbox"));
        Assert.Equal(0, await CountAsync(database, "SELECT told FROM republishing"));
        Assert.Equal(RepublishStep.ToldSome, await Store(database, ["a"]).TellNextAsync(_stop));
    }

    [Fact]
    public async Task It_waits_while_the_broker_is_behind()
    {
        await using var database = await CreateAsync();
        var store = Store(database, ["a"]);
        await store.BeginAsync("letters", _stop);
        await ExecuteAsync(database, "INSERT INTO outbox (message_id, exchange, body) SELECT gen_random_uuid(), 'x', '' FROM generate_series(1, 50)");

        Assert.Equal(RepublishStep.BrokerIsBehind, await store.TellNextAsync(_stop));

        await ExecuteAsync(database, "DELETE FROM outbox");
        Assert.Equal(RepublishStep.ToldSome, await store.TellNextAsync(_stop));
    }

    private Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync(servers, "tagging", typeof(RepublishStoreTests).Assembly, _stop);

    private static RepublishStore Store(TestDatabase database, string[] letters, Func<Task>? before = null) =>
        new(database.DataSource, [new Letters(letters, before)], TimeProvider.System);

    private async Task<List<RepublishStep>> TellAllAsync(RepublishStore store)
    {
        var steps = new List<RepublishStep>();
        do
        {
            steps.Add(await store.TellNextAsync(_stop));
        }
        while (steps[^1] != RepublishStep.NothingToDo);
        return steps;
    }

    private async Task<long> CountAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(_stop))!; // the queries above always have a row
    }

    private async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_stop);
    }

    /// <summary>Tells one letter at a time, each as an event of its own.</summary>
    private sealed class Letters(string[] letters, Func<Task>? before) : IRepublishedFacts
    {
        public string What => "letters";

        public async Task<RepublishedPart> TellNextAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken)
        {
            if (letters.FirstOrDefault(letter => string.CompareOrdinal(letter, after) > 0) is not { } next)
            {
                return default;
            }

            await new Outbox(TimeProvider.System).AddAsync(connection, new PapersIngested { Papers = [], IsReplay = true }, cancellationToken);
            await (before?.Invoke() ?? Task.CompletedTask);
            return new(next, 1);
        }
    }
}
