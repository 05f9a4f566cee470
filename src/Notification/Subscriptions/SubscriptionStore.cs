using Microsoft.Extensions.Options;
using Npgsql;
using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Notification.Subscriptions;

/// <summary>The subscriptions. Each change also updates the count of subscribers, in one transaction.</summary>
internal sealed class SubscriptionStore(NpgsqlDataSource db, IOptions<SubscriptionOptions> options, TimeProvider time)
{
    // Locks the row, whether it is new or not: of two simultaneous requests for one address, only one queues a mail.
    private const string Request = """
        INSERT INTO subscriptions (address, address_key, asked_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (address_key) DO UPDATE
           SET asked_at = excluded.asked_at
        RETURNING id, state, round, confirmation_at, confirmations_unanswered
        """;

    private const string SetPending = """
        UPDATE subscriptions
           SET state = 'pending', address = $2, confirmation_at = $3, confirmations_unanswered = confirmations_unanswered + 1
         WHERE id = $1
        """;

    private const string Select = """
        SELECT address, state, round
          FROM subscriptions
         WHERE id = $1
        """;

    private const string SelectForUpdate = $"""
        {Select}
           FOR NO KEY UPDATE
        """;

    private const string SetConfirmed = """
        UPDATE subscriptions
           SET state = 'confirmed', confirmed_at = $2, confirmations_unanswered = 0
         WHERE id = $1
        """;

    private const string SetUnsubscribed = """
        UPDATE subscriptions
           SET state = 'unsubscribed', unsubscribed_at = $2, round = round + 1
         WHERE id = $1
        """;

    /// <summary>Records a request to subscribe an address, and queues a confirmation mail unless there are too many.</summary>
    /// <returns>Whether a mail was queued. Must not be shown to the requester, who could learn from it who is subscribed.</returns>
    public async Task<bool> RequestAsync(EmailAddress address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var request = new NpgsqlCommand(Request, connection)
        {
            Parameters = { new() { Value = address.Value }, new() { Value = address.Key }, new() { Value = now } },
        };
        Guid id;
        int round;
        bool isMailAllowed;
        await using (var reader = await request.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            id = reader.GetGuid(0);
            round = reader.GetInt32(2);
            DateTimeOffset? lastMail = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3);
            isMailAllowed = StateFrom(reader.GetString(1)) != SubscriptionState.Confirmed
                && ConfirmationRateLimit.Allows(now, lastMail, reader.GetInt32(4), options.Value.ConfirmationGap);
        }

        var queued = isMailAllowed && !await DeliveryQueue.HasOpenAsync(connection, id, round, cancellationToken);
        if (queued)
        {
            await ExecuteAsync(connection, SetPending, cancellationToken, id, address.Value, now);
            await DeliveryQueue.AddAsync(connection, ConfirmationWriter.ConfirmationKind, [new(id, round)], now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }

    /// <summary>What a reader sees who opens a link; null where the subscription does not exist.</summary>
    public async Task<SubscriptionStatus?> FindAsync(ReaderToken token, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, Select, token.Subscription, cancellationToken) is { } subscription
            ? StatusOf(subscription, subscription.StateFor(token, time.GetUtcNow()))
            : null;
    }

    public Task<SubscriptionStatus?> ConfirmAsync(ReaderToken token, CancellationToken cancellationToken) =>
        ChangeAsync(
            token,
            (_, seen) => seen == SubscriptionState.Pending ? new(SetConfirmed, SubscriptionState.Confirmed, Subscribers: +1) : null,
            cancellationToken);

    public Task<SubscriptionStatus?> UnsubscribeAsync(ReaderToken token, CancellationToken cancellationToken) =>
        ChangeAsync(
            token,
            (subscription, _) => subscription.State == SubscriptionState.Unsubscribed
                ? null
                : new(SetUnsubscribed, SubscriptionState.Unsubscribed, Subscribers: subscription.State == SubscriptionState.Confirmed ? -1 : 0),
            cancellationToken);

    private async Task<SubscriptionStatus?> ChangeAsync(
        ReaderToken token,
        Func<Subscription, SubscriptionState, Change?> decide,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(connection, SelectForUpdate, token.Subscription, cancellationToken) is not { } subscription)
        {
            return null;
        }

        var seen = subscription.StateFor(token, now);
        var change = decide(subscription, seen);
        if (change is not null)
        {
            await ExecuteAsync(connection, change.Sql, cancellationToken, token.Subscription, now);
            await DeliveryQueue.WithdrawAsync(connection, token.Subscription, now, cancellationToken);
            await Tallies.AddAsync(connection, new Dictionary<string, long> { [TallyNames.Subscribers] = change.Subscribers }, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return StatusOf(subscription, change?.To ?? seen);
    }

    private static SubscriptionStatus StatusOf(Subscription subscription, SubscriptionState state) => new()
    {
        State = state,
        MaskedAddress = EmailAddress.Parse(subscription.Address)?.Masked ?? "…",
    };

    private static async Task<Subscription?> FindAsync(NpgsqlConnection connection, string sql, Guid id, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Subscription(reader.GetString(0), StateFrom(reader.GetString(1)), reader.GetInt32(2))
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

    private static SubscriptionState StateFrom(string state) => state switch
    {
        "confirmed" => SubscriptionState.Confirmed,
        "unsubscribed" => SubscriptionState.Unsubscribed,
        _ => SubscriptionState.Pending,
    };

    private sealed record Change(string Sql, SubscriptionState To, int Subscribers);
}
