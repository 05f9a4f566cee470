using System.Globalization;
using Papers.Contracts;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Delivery;

/// <summary>Writes all mails of one kind. A slice that queues mails of a new kind registers its writer.</summary>
internal interface IMailWriter
{
    /// <summary>The kind, as the table <c>deliveries</c> has it.</summary>
    string Kind { get; }

    /// <summary>Deterministic: writing a mail again must give the same message.</summary>
    Task<EmailMessage> WriteAsync(QueuedMail mail, CancellationToken cancellationToken);
}

/// <summary>A row of <c>deliveries</c>: one mail to one reader.</summary>
internal sealed record QueuedMail
{
    public required long Id { get; init; }

    public required Guid Key { get; init; }

    public required Guid Subscription { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The trace of what queued it, as a W3C <c>traceparent</c>.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Earlier attempts to send it.</summary>
    public required int Attempts { get; init; }

    public required string Kind { get; init; }

    /// <summary>Set where the mail is about a request to subscribe; see the column <c>round</c>.</summary>
    public int? Round { get; init; }

    /// <summary>The edition with its date, ranking and papers; set where the mail is of an edition.</summary>
    public EditionContent? Content { get; init; }

    /// <summary>Its name as a file, made of values that never change.</summary>
    public string FileName =>
        $"{CreatedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{Content?.Edition ?? Kind}-{Id}";
}

/// <param name="Edition">Such as <c>daily</c>.</param>
/// <param name="Date">The date of the edition.</param>
/// <param name="RankingId">The ranking that the papers were selected from.</param>
/// <param name="Papers">The reader's papers, in order; empty where the edition had none that are new to the reader.</param>
internal sealed record EditionContent(string Edition, DateOnly Date, long RankingId, IReadOnlyList<PaperId> Papers);
