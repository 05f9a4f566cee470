using Npgsql;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Delivery;

/// <summary>For the operator: the mails that failed, and those of which nobody knows whether they arrived. Addresses are masked.</summary>
internal static class FailedMailEndpoints
{
    private const int MaxListed = 200;

    private const string Select = """
        SELECT deliveries.id, subscriptions.address, coalesce(deliveries.edition, deliveries.kind), deliveries.date, deliveries.state,
               deliveries.reason, deliveries.attempts, deliveries.created_at
          FROM deliveries
          JOIN subscriptions ON subscriptions.id = deliveries.subscription_id
         WHERE deliveries.state IN ('failed', 'uncertain')
         ORDER BY deliveries.created_at DESC
         LIMIT $1
        """;

    public static void MapFailedMails(this IEndpointRouteBuilder app)
    {
        app.MapGet("/internal/mails/failed", ListAsync);
        app.MapGet("/internal/mails/troubled", ListAsync); // the route's former name
    }

    public static async Task<IReadOnlyList<FailedMail>> ListAsync(NpgsqlDataSource db, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Select);
        command.Parameters.Add(new() { Value = MaxListed });
        var mails = new List<FailedMail>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            mails.Add(new FailedMail
            {
                Id = reader.GetInt64(0),
                Reader = EmailAddress.Parse(reader.GetString(1))?.Masked ?? "…",
                Mail = reader.GetString(2),
                Date = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateOnly>(3),
                State = reader.GetString(4),
                Reason = reader.IsDBNull(5) ? null : reader.GetString(5),
                Attempts = reader.GetInt32(6),
                WrittenAt = reader.GetFieldValue<DateTimeOffset>(7),
            });
        }

        return mails;
    }
}

internal sealed record FailedMail
{
    public required long Id { get; init; }

    public required string Reader { get; init; }

    public required string Mail { get; init; }

    public DateOnly? Date { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}
