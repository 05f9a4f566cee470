using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;

namespace Papers.Notification.Digests;

/// <summary>
/// Queues the mails of an edition, a few hundred readers per transaction. The transaction first locks the readers' rows: of two replicas that
/// received the same edition, the second waits and then finds the mails of the first.
/// </summary>
internal sealed class DigestStore(NpgsqlDataSource db)
{
    public const int BatchSize = 200;

    private const string LockReaders = """
        SELECT id
          FROM subscriptions
         WHERE state = 'confirmed'
           AND id > $1
         ORDER BY id
         LIMIT $2
           FOR NO KEY UPDATE
        """;

    private const string SentBefore = """
        SELECT subscription_id, paper_id
          FROM remembered_papers
         WHERE subscription_id = ANY($1)
           AND paper_id = ANY($2)
        """;

    private const string Remember = """
        INSERT INTO remembered_papers (subscription_id, paper_id)
        SELECT reader, paper
          FROM unnest($1::uuid[], $2::text[]) AS sent (reader, paper)
         ORDER BY reader, paper
        """;

    /// <summary>Selects the papers for the next readers, in order of id, and queues their mails in the same transaction.</summary>
    /// <param name="edition">The edition, with recent papers only.</param>
    /// <param name="rankingId">The edition as saved.</param>
    /// <param name="after">The last reader of the previous call; an empty id at first.</param>
    /// <param name="maxPapers">Papers per mail.</param>
    /// <param name="now">When the mails are queued.</param>
    public async Task<QueuedDigests> QueueNextAsync(
        EditionRanked edition,
        long rankingId,
        Guid after,
        int maxPapers,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var readers = await ListAsync(connection, LockReaders, row => row.GetGuid(0), cancellationToken, after, BatchSize);
        if (readers.Count == 0)
        {
            return new(LastReader: null, Mails: 0);
        }

        var open = await DeliveryQueue.ReadersWithoutEditionAsync(connection, readers, edition.Edition, edition.Date, cancellationToken);
        var paperIds = edition.Papers.Select(paper => paper.PaperId.Value).ToArray();
        var sentBefore = (await ListAsync(
                connection,
                SentBefore,
                row => (Reader: row.GetGuid(0), Paper: new PaperId(row.GetString(1))),
                cancellationToken,
                open,
                paperIds))
            .ToLookup(row => row.Reader, row => row.Paper);
        var mails = open.ConvertAll(reader => new NewMail(reader, Content: new(edition.Edition, edition.Date, rankingId, PapersFor(reader))));
        await DeliveryQueue.AddAsync(connection, DigestWriter.DigestKind, mails, now, cancellationToken);
        await RememberAsync(connection, mails, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(readers[^1], mails.Count(mail => mail.State == DeliveryState.Waiting));

        List<PaperId> PapersFor(Guid reader) =>
            [.. DigestSelection.Select(edition.Papers, edition.Date, sentBefore[reader].ToHashSet(), maxPapers).Select(paper => paper.PaperId)];
    }

    private static async Task RememberAsync(NpgsqlConnection connection, List<NewMail> mails, CancellationToken cancellationToken)
    {
        var sent = mails.SelectMany(mail => mail.Content?.Papers.Select(paper => (mail.Subscription, Paper: paper.Value)) ?? []).ToList();
        await using var remember = new NpgsqlCommand(Remember, connection)
        {
            Parameters = { new() { Value = sent.ConvertAll(row => row.Subscription) }, new() { Value = sent.ConvertAll(row => row.Paper) } },
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
}

/// <param name="LastReader">The last reader of the batch; null where none was left.</param>
/// <param name="Mails">How many of the readers get a mail.</param>
internal sealed record QueuedDigests(Guid? LastReader, int Mails);
