using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.ServiceDefaults.Tests.Postgres;

public sealed class TalliesTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Totals_are_exact_when_many_transactions_add_at_once_and_some_roll_back()
    {
        await using var database = await TestDatabase.CreateAsync(servers, "ingest", typeof(TalliesTests).Assembly, Cancelled);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            await using var connection = await database.DataSource.OpenConnectionAsync(Cancelled);
            await using var transaction = await connection.BeginTransactionAsync(Cancelled);
            await Tallies.AddAsync(connection, new Dictionary<string, long> { ["papers"] = 3, ["links"] = -1, ["nothing"] = 0 }, Cancelled);
            if (i % 3 == 0)
            {
                await transaction.RollbackAsync(Cancelled);
            }
            else
            {
                await transaction.CommitAsync(Cancelled);
            }
        }));

        var totals = await new Tallies(database.DataSource).ReadAsync(Cancelled);
        Assert.Equal(new Dictionary<string, long> { ["papers"] = 120, ["links"] = -40 }, totals.OrderByDescending(total => total.Key).ToDictionary());
    }
}
