using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;

namespace Papers.Notification.Digests;

/// <summary>
/// Turns an edition into mails, a few hundred readers a transaction: their rows are locked first, so that two replicas that got the same
/// edition take turns, and the second finds the first one's choice.
/// </summary>
public sealed class DigestStore(NpgsqlDataSource db)
{
    public const int ReadersAtOnce = 200;

    private const string LockReaders = """
        SELECT id
          FROM subscriptions
         WHERE state = 'confirmed'
           AND id > $1
         ORDER BY id
         LIMIT $2
           FOR NO KEY UPDATE
        """;

    private const string WithoutThisEdition = """
        SELECT reader
          FROM unnest($1::uuid[]) AS reader
         WHERE NOT EXISTS (SELECT FROM deliveries
                            WHERE subscription_id = reader
                              AND edition = $2
                              AND date = $3
                              AND state <> 'nothing-new')
        """;

    private const string HadBefore = """
        SELECT subscription_id, paper_id
          FROM remembered_papers
         WHERE subscription_id = ANY($1)
           AND paper_id = ANY($2)
        """;

    // Who got nothing of an earlier ranking of this edition may get something of this one.
    private const string Insert = """
        INSERT INTO deliveries (subscription_id, kind, edition, date, ranking_id, paper_ids, state, created_at, due_at)
        SELECT reader, 'digest', $1, $2, $3, papers, state, $4, $4
          FROM unnest($5::uuid[], $6::json[], $7::text[]) AS choice (reader, papers, state)
        ON CONFLICT (subscription_id, edition, date) DO UPDATE
           SET ranking_id = excluded.ranking_id, paper_ids = excluded.paper_ids, state = excluded.state,
               created_at = excluded.created_at, due_at = excluded.due_at
         WHERE deliveries.state = 'nothing-new'
        """;

    private const string Remember = """
        INSERT INTO remembered_papers (subscription_id, paper_id)
        SELECT reader, paper
          FROM unnest($1::uuid[], $2::text[]) AS choice (reader, paper)
         ORDER BY reader, paper
        """;

    /// <summary>Chooses for the next readers, in order of id, and writes their mails in the same transaction.</summary>
    /// <param name="after">The last reader who was looked at; empty for the first call.</param>
    public async Task<ChosenForReaders> ChooseAsync(
        EditionRanked edition,
        long rankingId,
        Guid after,
        int most,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var readers = await ListAsync(connection, LockReaders, reader => reader.GetGuid(0), cancellationToken, after, ReadersAtOnce);
        if (readers.Count == 0)
        {
            return new(Last: null, Mails: 0);
        }

        var open = await ListAsync(connection, WithoutThisEdition, reader => reader.GetGuid(0), cancellationToken, readers, edition.Edition, edition.Date);
        var had = (await ListAsync(
                connection,
                HadBefore,
                reader => (Reader: reader.GetGuid(0), Paper: new PaperId(reader.GetString(1))),
                cancellationToken,
                open,
                edition.Papers.Select(paper => paper.PaperId.Value).ToArray()))
            .ToLookup(row => row.Reader, row => row.Paper);
        var choices = open.ConvertAll(reader => new Choice(reader, ChooseDigest.For(edition.Papers, edition.Date, had[reader].ToHashSet(), most)));
        await WriteAsync(connection, edition, rankingId, choices, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(readers[^1], choices.Count(choice => choice.Papers.Count > 0));
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection,
        EditionRanked edition,
        long rankingId,
        List<Choice> choices,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (choices.Count == 0)
        {
            return;
        }

        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = edition.Edition },
                new() { Value = edition.Date },
                new() { Value = rankingId },
                new() { Value = now },
                new() { Value = choices.ConvertAll(choice => choice.Reader) },
                new() { Value = choices.ConvertAll(choice => choice.PapersAsJson), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                new() { Value = choices.ConvertAll(choice => choice.State.ToSql()) },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);

        var pairs = choices.SelectMany(choice => choice.Papers.Select(paper => (choice.Reader, paper.PaperId.Value))).ToList();
        await using var remember = new NpgsqlCommand(Remember, connection)
        {
            Parameters = { new() { Value = pairs.ConvertAll(pair => pair.Reader) }, new() { Value = pairs.ConvertAll(pair => pair.Value) } },
        };
        await remember.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private sealed record Choice(Guid Reader, IReadOnlyList<RankedPaper> Papers)
    {
        public DeliveryState State => Papers.Count > 0 ? DeliveryState.Waiting : DeliveryState.NothingNew;

        public string PapersAsJson => JsonSerializer.Serialize(Papers.Select(paper => paper.PaperId.Value));
    }
}

/// <param name="Last">The last reader looked at; null where none was left.</param>
/// <param name="Mails">How many of them get a mail.</param>
public sealed record ChosenForReaders(Guid? Last, int Mails);
