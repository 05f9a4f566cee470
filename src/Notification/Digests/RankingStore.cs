using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;

namespace Papers.Notification.Digests;

/// <summary>Stores ranked editions for as long as a mail may have to be written from them.</summary>
internal sealed class RankingStore(NpgsqlDataSource db)
{
    private const string Save = """
        INSERT INTO rankings (edition, date, ranked_at, papers, kept_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (edition, date, ranked_at) DO UPDATE
           SET kept_at = excluded.kept_at
        RETURNING id
        """;

    private const string Select = """
        SELECT papers
          FROM rankings
         WHERE id = $1
        """;

    private const string SelectOld = """
        SELECT id
          FROM rankings
         WHERE kept_at < $1
           AND id <> $2
        """;

    private const string Delete = """
        DELETE FROM rankings
         WHERE id = ANY($1)
           AND kept_at < $2
        """;

    // A younger ranking may still be redelivered.
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(14);

    /// <summary>Saves a ranking and deletes old ones that no waiting mail needs.</summary>
    /// <returns>The id of the ranking, the same each time it is saved.</returns>
    public async Task<long> SaveAsync(EditionRanked edition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var save = new NpgsqlCommand(Save, connection)
        {
            Parameters =
            {
                new() { Value = edition.Edition },
                new() { Value = edition.Date },
                new() { Value = edition.RankedAt.ToUniversalTime() },
                new() { Value = JsonSerializer.Serialize(edition.Papers, EventJson.Default.IReadOnlyListRankedPaper), NpgsqlDbType = NpgsqlDbType.Json },
                new() { Value = now },
            },
        };
        var id = (long)(await save.ExecuteScalarAsync(cancellationToken))!; // RETURNING gives a row in either case
        await DeleteUnusedAsync(connection, id, now - s_retention, cancellationToken);
        return id;
    }

    public async Task<IReadOnlyList<RankedPaper>> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Select);
        command.Parameters.Add(new() { Value = id });
        var papers = (string?)await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException($"Ranking {id} was deleted, but a mail still needs it.");
        return JsonSerializer.Deserialize(papers, EventJson.Default.IReadOnlyListRankedPaper) ?? [];
    }

    private static async Task DeleteUnusedAsync(NpgsqlConnection connection, long except, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        var old = new List<long>();
        await using (var select = new NpgsqlCommand(SelectOld, connection) { Parameters = { new() { Value = olderThan }, new() { Value = except } } })
        {
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                old.Add(reader.GetInt64(0));
            }
        }

        if (old.Count == 0)
        {
            return;
        }

        // No mail can be queued for an old ranking in between: its redelivery would first renew kept_at, which the deletion checks.
        var inUse = await DeliveryQueue.RankingsInUseAsync(connection, old, cancellationToken);
        await using var delete = new NpgsqlCommand(Delete, connection)
        {
            Parameters = { new() { Value = old.Except(inUse).ToArray() }, new() { Value = olderThan } },
        };
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }
}
