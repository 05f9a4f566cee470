using MimeKit;

namespace Papers.Notification.Channels.Email;

/// <summary>A way for mails to leave: <see cref="SmtpChannel"/> or <see cref="FolderChannel"/>.</summary>
public interface IMailChannel
{
    /// <summary>How many lanes are worth having side by side.</summary>
    int Lanes { get; }

    /// <summary>
    /// True where sending one mail again has no effect once it has left. Where it is false, a mail that was begun and of which nothing
    /// more is known must not be begun again.
    /// </summary>
    bool MayRepeat { get; }

    /// <summary>Opens nothing yet: that is for <see cref="IMailLane.ReadyAsync"/>.</summary>
    IMailLane OpenLane();
}

/// <summary>Takes one mail after the other.</summary>
public interface IMailLane : IAsyncDisposable
{
    /// <summary>To be called before each mail: connects, or makes sure that it still is connected.</summary>
    /// <returns>Why no mail can be taken now; null where one can.</returns>
    Task<string?> ReadyAsync(CancellationToken cancellationToken);

    /// <param name="name">The same for the same mail, and of no other.</param>
    Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken);
}

/// <param name="Reason">For an operator; never holds an address or a secret.</param>
public sealed record SendOutcome(SendResult Result, string? Reason = null)
{
    public static SendOutcome Sent { get; } = new(SendResult.Sent);
}

public enum SendResult
{
    Sent,

    /// <summary>For good, by the server's own word.</summary>
    Refused,

    /// <summary>This mail not now.</summary>
    Later,

    /// <summary>No mail now: the server is away or takes nothing from us.</summary>
    Away,

    /// <summary>It was handed over, and no answer came.</summary>
    Unknown,
}
