using Npgsql;
using NpgsqlTypes;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>
/// Running totals of a service, updated in the transaction that changes what they count: exact at every commit, and as cheap to read with
/// a million rows as with ten.
/// </summary>
public sealed class Tallies(NpgsqlDataSource db)
{
    private const string Add = """
        INSERT INTO tallies (name, slot, value)
        SELECT name, pg_backend_pid() % 8, delta
          FROM unnest($1::text[], $2::bigint[]) AS change (name, delta)
         ORDER BY name
        ON CONFLICT (name, slot) DO UPDATE
           SET value = tallies.value + excluded.value
        """;

    private const string Read = """
        SELECT name, sum(value)::bigint
          FROM tallies
         GROUP BY name
        """;

    /// <summary>
    /// Adds to totals within the connection's open transaction. Call it last before the commit, since it locks rows that others need.
    /// </summary>
    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyDictionary<string, long> deltas, CancellationToken cancellationToken)
    {
        var changes = deltas.Where(delta => delta.Value != 0).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Add, connection)
        {
            Parameters =
            {
                new() { Value = changes.ConvertAll(change => change.Key), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = changes.ConvertAll(change => change.Value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>All current totals, without the names that were never added to.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellationToken)
    {
        var totals = new Dictionary<string, long>();
        await using var command = db.CreateCommand(Read);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            totals.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return totals;
    }
}
