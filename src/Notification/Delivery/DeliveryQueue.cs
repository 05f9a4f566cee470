using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Papers.Notification.Delivery;

/// <summary>
/// Queues mails, within the caller's transaction. Only this class inserts into <c>deliveries</c>; <see cref="DeliveryStore"/> updates its rows
/// while they are sent.
/// </summary>
internal static class DeliveryQueue
{
    // A reader gets an edition once: a later ranking of it may replace a 'nothing-new' row, never a mail.
    private const string Insert = """
        INSERT INTO deliveries (subscription_id, kind, round, edition, date, ranking_id, paper_ids, state, created_at, due_at, trace_parent)
        SELECT subscription_id, $1, round, edition, date, ranking_id, paper_ids, state, $2, $2, CASE state WHEN 'waiting' THEN $10 END
          FROM unnest($3::uuid[], $4::int[], $5::text[], $6::date[], $7::bigint[], $8::json[], $9::text[])
               AS mail (subscription_id, round, edition, date, ranking_id, paper_ids, state)
        ON CONFLICT (subscription_id, edition, date) DO UPDATE
           SET ranking_id = excluded.ranking_id, paper_ids = excluded.paper_ids, state = excluded.state,
               created_at = excluded.created_at, due_at = excluded.due_at, trace_parent = excluded.trace_parent
         WHERE deliveries.state = 'nothing-new'
        """;

    private const string ReadersWithoutEdition = """
        SELECT reader
          FROM unnest($1::uuid[]) AS reader
         WHERE NOT EXISTS (SELECT FROM deliveries
                            WHERE subscription_id = reader
                              AND edition = $2
                              AND date = $3
                              AND state <> 'nothing-new')
        """;

    private const string HasOpen = """
        SELECT EXISTS (SELECT FROM deliveries
                        WHERE subscription_id = $1
                          AND round = $2
                          AND state IN ('waiting', 'sending'))
        """;

    private const string Withdraw = """
        UPDATE deliveries
           SET state = 'withdrawn', finished_at = $2, lease = NULL
         WHERE subscription_id = $1
           AND state = 'waiting'
        """;

    private const string RankingsInUse = """
        SELECT ranking_id
          FROM unnest($1::bigint[]) AS ranking (ranking_id)
         WHERE EXISTS (SELECT FROM deliveries
                        WHERE deliveries.ranking_id = ranking.ranking_id
                          AND deliveries.state IN ('waiting', 'sending'))
        """;

    /// <summary>Queues mails of one kind, as part of the current trace. A mail of an edition that its reader was already sent is left out.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, string kind, IReadOnlyList<NewMail> mails, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = kind },
                new() { Value = now },
                new() { Value = mails.Select(mail => mail.Subscription).ToArray() },
                new() { Value = mails.Select(mail => mail.Round).ToArray() },
                new() { Value = mails.Select(mail => mail.Content?.Edition).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = mails.Select(mail => mail.Content?.Date).ToArray() },
                new() { Value = mails.Select(mail => mail.Content?.RankingId).ToArray() },
                new() { Value = mails.Select(PapersAsJson).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                new() { Value = mails.Select(mail => mail.State.ToSql()).ToArray() },
                new() { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Of the given readers, those who have no mail of this edition yet.</summary>
    public static async Task<List<Guid>> ReadersWithoutEditionAsync(
        NpgsqlConnection connection, IReadOnlyList<Guid> readers, string edition, DateOnly date, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadersWithoutEdition, connection)
        {
            Parameters = { new() { Value = readers }, new() { Value = edition }, new() { Value = date } },
        };
        var without = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            without.Add(reader.GetGuid(0));
        }

        return without;
    }

    /// <summary>Whether a mail of this round of a subscription is still waiting or being sent.</summary>
    public static async Task<bool> HasOpenAsync(NpgsqlConnection connection, Guid subscription, int round, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(HasOpen, connection) { Parameters = { new() { Value = subscription }, new() { Value = round } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!; // EXISTS is never null
    }

    /// <summary>Withdraws all waiting mails of a subscription, because its reader confirmed or unsubscribed.</summary>
    public static async Task WithdrawAsync(NpgsqlConnection connection, Guid subscription, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Withdraw, connection) { Parameters = { new() { Value = subscription }, new() { Value = now } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Of the given rankings, those that a waiting mail will be written from.</summary>
    public static async Task<List<long>> RankingsInUseAsync(NpgsqlConnection connection, IReadOnlyList<long> rankings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RankingsInUse, connection) { Parameters = { new() { Value = rankings } } };
        var inUse = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            inUse.Add(reader.GetInt64(0));
        }

        return inUse;
    }

    private static string? PapersAsJson(NewMail mail) =>
        mail.Content is { } content ? JsonSerializer.Serialize(content.Papers.Select(paper => paper.Value)) : null;
}

/// <param name="Subscription">Whom it is for.</param>
/// <param name="Round">As <see cref="QueuedMail.Round"/>.</param>
/// <param name="Content">As <see cref="QueuedMail.Content"/>.</param>
internal sealed record NewMail(Guid Subscription, int? Round = null, EditionContent? Content = null)
{
    public DeliveryState State => Content is { Papers.Count: 0 } ? DeliveryState.NothingNew : DeliveryState.Waiting;
}
