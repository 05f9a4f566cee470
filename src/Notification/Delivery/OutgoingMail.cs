using System.Globalization;
using Papers.Contracts;

namespace Papers.Notification.Delivery;

/// <summary>One mail to one reader, as its row has it.</summary>
public sealed record OutgoingMail
{
    public required long Id { get; init; }

    public required Guid Key { get; init; }

    public required Guid Subscription { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was tried before.</summary>
    public required int Attempts { get; init; }

    /// <summary>What it is made of: <see cref="Confirmation"/> or <see cref="Digest"/>.</summary>
    public required MailContent Content { get; init; }

    /// <summary>Its name as a file, from what never changes of it.</summary>
    public string FileName =>
        $"{CreatedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{(Content is Digest digest ? digest.Edition : "confirmation")}-{Id}";
}

public abstract record MailContent;

public sealed record Confirmation(int Round) : MailContent;

public sealed record Digest(string Edition, DateOnly Date, long RankingId, IReadOnlyList<PaperId> Papers) : MailContent;
