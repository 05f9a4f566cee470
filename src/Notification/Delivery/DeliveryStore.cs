using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Notification.Delivery;

/// <summary>
/// Leases queued mails to senders and saves the results. A lease is an id together with a due time in the future: a mail whose sender was
/// killed becomes due again without further action.
/// </summary>
internal sealed class DeliveryStore(NpgsqlDataSource db)
{
    // Ordered by kind, since somebody waits for a 'confirmation', which sorts before a 'digest'. A mail is withdrawn instead of leased if its
    // reader no longer wants it: one with a round is wanted while that request to subscribe is pending, all others while the reader is subscribed.
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
               SELECT CASE
                      WHEN mail.round IS NULL THEN subscriptions.state = 'confirmed'
                      ELSE subscriptions.state = 'pending' AND subscriptions.round = mail.round
                      END AS wants
          ) AS reader
         WHERE delivery.id = due.id
        RETURNING delivery.id, delivery.key, delivery.subscription_id, subscriptions.address, delivery.created_at, delivery.attempts,
                  delivery.kind, delivery.round, delivery.edition, delivery.date, delivery.ranking_id, delivery.paper_ids, reader.wants,
                  delivery.trace_parent
        """;

    private const string Finish = """
        UPDATE deliveries
           SET state = attempt.state,
               reason = attempt.reason,
               due_at = attempt.due_at,
               lease = NULL,
               attempts = deliveries.attempts + 1,
               trace_parent = CASE WHEN attempt.state = 'waiting' THEN deliveries.trace_parent END,
               finished_at = CASE WHEN attempt.state = 'waiting' THEN NULL ELSE $5 END
          FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[]) AS attempt (id, state, reason, due_at)
         WHERE deliveries.id = attempt.id
           AND deliveries.state <> 'sent'
           AND (attempt.state = 'sent' OR deliveries.lease = $6)
        RETURNING deliveries.state = 'sent'
        """;

    private const string Start = """
        UPDATE deliveries
           SET state = 'sending', due_at = $3
         WHERE id = $1
           AND lease = $2
           AND state IN ('waiting', 'sending')
        """;

    private const string Release = """
        UPDATE deliveries
           SET due_at = $3, lease = NULL
         WHERE id = ANY($1)
           AND lease = $2
           AND state = 'waiting'
        """;

    private const string Abandon = """
        UPDATE deliveries
           SET state = 'uncertain', reason = 'The sender stopped while sending the mail', lease = NULL, finished_at = $1
         WHERE state = 'sending'
           AND due_at <= $1
        """;

    public async Task<IReadOnlyList<QueuedMail>> LeaseAsync(
        Guid lease,
        int count,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Lease);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = count });
        command.Parameters.Add(new() { Value = until });
        command.Parameters.Add(new() { Value = lease });
        var mails = new List<QueuedMail>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetBoolean(12))
            {
                mails.Add(ReadMail(reader));
            }
        }

        return mails;
    }

    /// <summary>
    /// Saves the results of attempts and, in the same transaction, that the sending of the next mail starts: one commit per mail, and at most
    /// one uncertain mail per connection after a crash.
    /// </summary>
    /// <returns>False where the next mail must not be sent: its lease has expired, or its reader has unsubscribed.</returns>
    public async Task<bool> SaveAsync(
        Guid lease,
        IReadOnlyList<DeliveryAttempt> attempts,
        long? next,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        if (attempts.Count == 0 && next is null)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var sent = await FinishAsync(connection, lease, attempts, now, cancellationToken);
        var started = next is { } id && await StartAsync(connection, lease, id, until, cancellationToken);
        await Tallies.AddAsync(connection, new Dictionary<string, long> { [TallyNames.MailsSent] = sent }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return started;
    }

    /// <summary>Ends the lease of mails whose sending was not started.</summary>
    public async Task ReleaseAsync(Guid lease, IReadOnlyList<long> ids, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await using var command = db.CreateCommand(Release);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = dueAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Marks mails whose sender was killed while sending them as uncertain: they may have arrived, so they are never sent again.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> AbandonAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Abandon);
        command.Parameters.Add(new() { Value = now });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<int> FinishAsync(
        NpgsqlConnection connection,
        Guid lease,
        IReadOnlyList<DeliveryAttempt> attempts,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (attempts.Count == 0)
        {
            return 0;
        }

        // In key order, so concurrent transactions cannot deadlock.
        var rows = attempts.OrderBy(attempt => attempt.Id).ToList();
        await using var command = new NpgsqlCommand(Finish, connection)
        {
            Parameters =
            {
                new() { Value = rows.ConvertAll(attempt => attempt.Id) },
                new() { Value = rows.ConvertAll(attempt => attempt.State.ToSql()) },
                new() { Value = rows.ConvertAll(attempt => attempt.Reason), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = rows.ConvertAll(attempt => attempt.DueAt) },
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

    private static async Task<bool> StartAsync(NpgsqlConnection connection, Guid lease, long id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Start, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = lease }, new() { Value = until } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static QueuedMail ReadMail(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Key = reader.GetGuid(1),
        Subscription = reader.GetGuid(2),
        Address = reader.GetString(3),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(4),
        Attempts = reader.GetInt32(5),
        TraceParent = reader.IsDBNull(13) ? null : reader.GetString(13),
        Kind = reader.GetString(6),
        Round = reader.IsDBNull(7) ? null : reader.GetInt32(7),
        Content = reader.IsDBNull(8)
            ? null
            : new EditionContent(
                reader.GetString(8),
                reader.GetFieldValue<DateOnly>(9),
                reader.GetInt64(10),
                JsonSerializer.Deserialize<List<PaperId>>(reader.GetString(11)) ?? []),
    };
}
