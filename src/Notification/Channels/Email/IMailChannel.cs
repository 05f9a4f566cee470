using MimeKit;

namespace Papers.Notification.Channels.Email;

/// <summary>Where mails are delivered to: <see cref="SmtpChannel"/> or <see cref="FolderChannel"/>.</summary>
internal interface IMailChannel
{
    /// <summary>How many connections to use at a time.</summary>
    int MaxConnections { get; }

    /// <summary>
    /// True where sending the same mail again has no effect. Where false, a mail whose sending was started and has no known result must not
    /// be sent again.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>Does not connect yet: <see cref="IMailConnection.ConnectAsync"/> does.</summary>
    IMailConnection CreateConnection();
}

/// <summary>Sends one mail at a time.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Connects, or checks that the connection is still open; called before each mail.</summary>
    /// <returns>Why the channel is unavailable; null where a mail can be sent.</returns>
    Task<string?> ConnectAsync(CancellationToken cancellationToken);

    /// <param name="message">The mail.</param>
    /// <param name="name">Unique to this mail, and the same at each attempt.</param>
    Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken);
}

/// <param name="Result">What happened to the mail.</param>
/// <param name="Reason">For the operator; never holds an address or a secret.</param>
public sealed record SendOutcome(SendResult Result, string? Reason = null)
{
    public static SendOutcome Sent { get; } = new(SendResult.Sent);
}

public enum SendResult
{
    Sent,

    /// <summary>The server rejected the mail permanently (5xx).</summary>
    Rejected,

    /// <summary>This mail cannot be sent now (4xx, or the connection broke before the mail was handed over).</summary>
    Deferred,

    /// <summary>No mail can be sent now: the server is unavailable, or it rejects the sender or the login.</summary>
    Unavailable,

    /// <summary>The mail was handed over, and the connection broke before the server replied.</summary>
    NoReply,
}
