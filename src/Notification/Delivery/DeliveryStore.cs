using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Notification.Delivery;

/// <summary>
/// Mails that wait and what became of them. A mail is taken by a lease: its due time moves ahead, under the name of who took it, so that a
/// mail whose sender died is due again by itself.
/// </summary>
public sealed class DeliveryStore(NpgsqlDataSource db)
{
    // Confirmations first: a person waits for them. A mail that its reader no longer wants is not handed out.
    private const string Lease = """
        WITH due AS (
            SELECT id
              FROM deliveries
             WHERE state = 'waiting'
               AND due_at <= $1
             ORDER BY kind, due_at, id
             LIMIT $2
               FOR UPDATE SKIP LOCKED
        )
        UPDATE deliveries AS delivery
           SET state = CASE WHEN reader.wants THEN 'waiting' ELSE 'withdrawn' END,
               finished_at = CASE WHEN reader.wants THEN NULL ELSE $1 END,
               due_at = $3,
               lease = $4
          FROM due
          JOIN deliveries AS mail USING (id)
          JOIN subscriptions ON subscriptions.id = mail.subscription_id
          CROSS JOIN LATERAL (
               SELECT CASE mail.kind
                      WHEN 'digest' THEN subscriptions.state = 'confirmed'
                      ELSE subscriptions.state = 'pending' AND subscriptions.round = mail.round
                      END AS wants
          ) AS reader
         WHERE delivery.id = due.id
        RETURNING delivery.id, delivery.key, delivery.subscription_id, subscriptions.address, delivery.created_at, delivery.attempts,
                  delivery.round, delivery.edition, delivery.date, delivery.ranking_id, delivery.paper_ids, reader.wants
        """;

    private const string Finish = """
        UPDATE deliveries
           SET state = tried.state,
               reason = tried.reason,
               due_at = tried.due_at,
               lease = NULL,
               attempts = deliveries.attempts + 1,
               finished_at = CASE WHEN tried.state = 'waiting' THEN NULL ELSE $5 END
          FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[]) AS tried (id, state, reason, due_at)
         WHERE deliveries.id = tried.id
           AND deliveries.state <> 'sent'
           AND (tried.state = 'sent' OR deliveries.lease = $6)
        RETURNING deliveries.state = 'sent'
        """;

    private const string Begin = """
        UPDATE deliveries
           SET state = 'sending', due_at = $3
         WHERE id = $1
           AND lease = $2
           AND state IN ('waiting', 'sending')
        """;

    private const string GiveBack = """
        UPDATE deliveries
           SET due_at = $3, lease = NULL
         WHERE id = ANY($1)
           AND lease = $2
           AND state = 'waiting'
        """;

    private const string Abandon = """
        UPDATE deliveries
           SET state = 'uncertain', reason = 'Its sender stopped after it began to hand the mail over', lease = NULL, finished_at = $1
         WHERE state = 'sending'
           AND due_at <= $1
        """;

    public async Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        Guid lease,
        int most,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Lease);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = until });
        command.Parameters.Add(new() { Value = lease });
        var mails = new List<OutgoingMail>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetBoolean(11))
            {
                mails.Add(ReadMail(reader));
            }
        }

        return mails;
    }

    /// <summary>
    /// Writes down what came of some mails and, in the same transaction, that the next is about to be handed over: one commit a mail, and
    /// never more than one a connection in doubt.
    /// </summary>
    /// <returns>False where the next mail is not ours to send any more: its lease ran out, or its reader left.</returns>
    public async Task<bool> StepAsync(
        Guid lease,
        IReadOnlyList<TriedMail> tried,
        long? next,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        if (tried.Count == 0 && next is null)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var sent = await FinishAsync(connection, lease, tried, now, cancellationToken);
        var began = next is { } id && await BeginAsync(connection, lease, id, until, cancellationToken);
        await Tallies.AddAsync(connection, new Dictionary<string, long> { [TallyNames.MailsSent] = sent }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return began;
    }

    /// <summary>Lets others take mails that were leased and not begun.</summary>
    public async Task GiveBackAsync(Guid lease, IReadOnlyList<long> ids, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await using var command = db.CreateCommand(GiveBack);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = dueAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives up mails whose sender died while it handed them over. They may have arrived, and so nobody sends them again.</summary>
    /// <returns>How many.</returns>
    public async Task<int> AbandonAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Abandon);
        command.Parameters.Add(new() { Value = now });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<int> FinishAsync(
        NpgsqlConnection connection,
        Guid lease,
        IReadOnlyList<TriedMail> tried,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (tried.Count == 0)
        {
            return 0;
        }

        // By key, so that two transactions cannot wait for each other.
        var rows = tried.OrderBy(mail => mail.Id).ToList();
        await using var command = new NpgsqlCommand(Finish, connection)
        {
            Parameters =
            {
                new() { Value = rows.ConvertAll(mail => mail.Id) },
                new() { Value = rows.ConvertAll(mail => mail.State.ToSql()) },
                new() { Value = rows.ConvertAll(mail => mail.Reason), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = rows.ConvertAll(mail => mail.DueAt) },
                new() { Value = now },
                new() { Value = lease },
            },
        };
        var sent = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sent += reader.GetBoolean(0) ? 1 : 0;
        }

        return sent;
    }

    private static async Task<bool> BeginAsync(NpgsqlConnection connection, Guid lease, long id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Begin, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = lease }, new() { Value = until } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static OutgoingMail ReadMail(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Key = reader.GetGuid(1),
        Subscription = reader.GetGuid(2),
        Address = reader.GetString(3),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(4),
        Attempts = reader.GetInt32(5),
        Content = reader.IsDBNull(6)
            ? new Digest(
                reader.GetString(7),
                reader.GetFieldValue<DateOnly>(8),
                reader.GetInt64(9),
                JsonSerializer.Deserialize<List<PaperId>>(reader.GetString(10)) ?? [])
            : new Confirmation(reader.GetInt32(6)),
    };
}
