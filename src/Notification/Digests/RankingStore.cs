using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Web;

namespace Papers.Notification.Digests;

/// <summary>Editions as they were ranked: kept as long as a mail may have to be made from them.</summary>
public sealed class RankingStore(NpgsqlDataSource db)
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

    // A redelivery may still come for a young one.
    private const string Forget = """
        DELETE FROM rankings
         WHERE kept_at < $1
           AND id <> $2
           AND NOT EXISTS (SELECT FROM deliveries
                            WHERE deliveries.ranking_id = rankings.id
                              AND deliveries.state IN ('waiting', 'sending'))
        """;

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(14);

    /// <summary>Keeps a ranking and forgets old ones that no mail waits for.</summary>
    /// <returns>The same id for the same ranking.</returns>
    public async Task<long> SaveAsync(EditionRanked edition, IReadOnlyList<RankedPaper> papers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var save = new NpgsqlCommand(Save, connection)
        {
            Parameters =
            {
                new() { Value = edition.Edition },
                new() { Value = edition.Date },
                new() { Value = edition.RankedAt.ToUniversalTime() },
                new() { Value = JsonSerializer.Serialize(papers, EventJson.Default.IReadOnlyListRankedPaper), NpgsqlDbType = NpgsqlDbType.Json },
                new() { Value = now },
            },
        };
        var id = (long)(await save.ExecuteScalarAsync(cancellationToken))!; // RETURNING gives a row in either case

        await using var forget = new NpgsqlCommand(Forget, connection)
        {
            Parameters = { new() { Value = now - s_kept }, new() { Value = id } },
        };
        await forget.ExecuteNonQueryAsync(cancellationToken);
        return id;
    }

    public async Task<IReadOnlyList<RankedPaper>> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Select);
        command.Parameters.Add(new() { Value = id });
        var papers = (string?)await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The ranking {id} is gone, but a mail still waits for it.");
        return JsonSerializer.Deserialize(papers, EventJson.Default.IReadOnlyListRankedPaper) ?? [];
    }
}
