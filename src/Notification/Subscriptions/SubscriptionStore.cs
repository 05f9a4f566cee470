using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Notification.Subscriptions;

/// <summary>Who reads. Every change is one transaction with its count, so that what a reader was answered is already counted.</summary>
public sealed class SubscriptionStore(NpgsqlDataSource db, IOptions<SubscriptionOptions> options, TimeProvider time)
{
    // Takes the row's lock in either case: two requests for one address at once become one mail.
    private const string Ask = """
        INSERT INTO subscriptions (address, address_key, asked_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (address_key) DO UPDATE
           SET asked_at = excluded.asked_at
        RETURNING id, state, round, confirmation_at, confirmations_unanswered,
                  EXISTS (SELECT FROM deliveries
                           WHERE deliveries.subscription_id = subscriptions.id
                             AND deliveries.round = subscriptions.round
                             AND deliveries.state IN ('waiting', 'sending'))
        """;

    private const string Await = """
        UPDATE subscriptions
           SET state = 'pending', address = $2, confirmation_at = $3, confirmations_unanswered = confirmations_unanswered + 1
         WHERE id = $1
        """;

    private const string Mail = """
        INSERT INTO deliveries (subscription_id, kind, round, state, created_at, due_at)
        VALUES ($1, 'confirmation', $2, 'waiting', $3, $3)
        """;

    private const string Select = """
        SELECT address, state, round
          FROM subscriptions
         WHERE id = $1
           FOR NO KEY UPDATE
        """;

    private const string SetConfirmed = """
        UPDATE subscriptions
           SET state = 'confirmed', confirmed_at = $2, confirmations_unanswered = 0
         WHERE id = $1
        """;

    private const string SetLeft = """
        UPDATE subscriptions
           SET state = 'left', left_at = $2, round = round + 1
         WHERE id = $1
        """;

    private const string WithdrawMails = """
        UPDATE deliveries
           SET state = 'withdrawn', finished_at = $2, lease = NULL
         WHERE subscription_id = $1
           AND state = 'waiting'
        """;

    /// <summary>Somebody asks for the editions to be sent to an address.</summary>
    /// <returns>True where a mail to confirm is now on its way; nobody outside is told which.</returns>
    public async Task<bool> AskAsync(EmailAddress address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var ask = new NpgsqlCommand(Ask, connection)
        {
            Parameters = { new() { Value = address.Value }, new() { Value = address.Key }, new() { Value = now } },
        };
        Guid id;
        int round;
        bool wanted;
        await using (var reader = await ask.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            id = reader.GetGuid(0);
            round = reader.GetInt32(2);
            DateTimeOffset? lastMail = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3);
            wanted = StateOf(reader.GetString(1)) != SubscriptionState.Confirmed
                && !reader.GetBoolean(5)
                && ConfirmationPace.Allows(now, lastMail, reader.GetInt32(4), options.Value.ConfirmationGap);
        }

        if (wanted)
        {
            await ExecuteAsync(connection, Await, cancellationToken, id, address.Value, now);
            await ExecuteAsync(connection, Mail, cancellationToken, id, round, now);
        }

        await transaction.CommitAsync(cancellationToken);
        return wanted;
    }

    /// <summary>What a link finds; null where it is of nobody.</summary>
    public Task<SubscriptionStatus?> FindAsync(ReaderToken token, CancellationToken cancellationToken) =>
        ChangeAsync(token, (_, _) => null, cancellationToken);

    public Task<SubscriptionStatus?> ConfirmAsync(ReaderToken token, CancellationToken cancellationToken) =>
        ChangeAsync(
            token,
            (_, seen) => seen == SubscriptionState.Pending ? new(SetConfirmed, SubscriptionState.Confirmed, Readers: +1) : null,
            cancellationToken);

    public Task<SubscriptionStatus?> LeaveAsync(ReaderToken token, CancellationToken cancellationToken) =>
        ChangeAsync(
            token,
            (subscription, _) => subscription.State == SubscriptionState.Left
                ? null
                : new(SetLeft, SubscriptionState.Left, Readers: subscription.State == SubscriptionState.Confirmed ? -1 : 0),
            cancellationToken);

    private async Task<SubscriptionStatus?> ChangeAsync(
        ReaderToken token,
        Func<Subscription, SubscriptionState, Change?> decide,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(connection, token.Subscription, cancellationToken) is not { } subscription)
        {
            return null;
        }

        var seen = subscription.SeenBy(token, now);
        var change = decide(subscription, seen);
        if (change is not null)
        {
            await ExecuteAsync(connection, change.Sql, cancellationToken, token.Subscription, now);
            await ExecuteAsync(connection, WithdrawMails, cancellationToken, token.Subscription, now);
            await Tallies.AddAsync(connection, new Dictionary<string, long> { [TallyNames.Subscribers] = change.Readers }, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SubscriptionStatus
        {
            State = change?.To ?? seen,
            MaskedAddress = EmailAddress.Parse(subscription.Address)?.Masked ?? "…",
        };
    }

    private static async Task<Subscription?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Subscription(reader.GetString(0), StateOf(reader.GetString(1)), reader.GetInt32(2))
            : null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SubscriptionState StateOf(string state) => state switch
    {
        "confirmed" => SubscriptionState.Confirmed,
        "left" => SubscriptionState.Left,
        _ => SubscriptionState.Pending,
    };

    private sealed record Change(string Sql, SubscriptionState To, int Readers);
}
