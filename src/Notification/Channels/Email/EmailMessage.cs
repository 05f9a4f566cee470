using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// One mail as text and HTML. The MIME message depends on these values only: a retried mail is the same byte for byte, with the same
/// Message-ID, by which a mailbox can recognize a duplicate.
/// </summary>
internal sealed record EmailMessage
{
    public required MailboxAddress From { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required Guid Key { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Written as they are: the values must be ASCII and must not come from users or papers.</summary>
    public IReadOnlyList<KeyValuePair<HeaderId, string>> Headers { get; init; } = [];

    public MimeMessage ToMime()
    {
        var message = new MimeMessage([From], [new MailboxAddress(Encoding.UTF8, null, To)], Subject, Body())
        {
            Date = WrittenAt.ToUniversalTime(),
            MessageId = $"{Key:N}@{From.Domain}",
        };
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated"); // RFC 3834: keeps autoresponders from replying
        foreach (var (id, value) in Headers)
        {
            message.Headers.Add(Unfolded(id, value));
        }

        return message;
    }

    // On one line: a URL cannot be folded, and some mail programs look for it on the header's first line only.
    private static Header Unfolded(HeaderId id, string value)
    {
        var header = new Header(id, value);
        header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        return header;
    }

    // The boundary contains the random key, which is unknown to authors of papers: no text of theirs can end a part.
    private MultipartAlternative Body() => new(Part(TextFormat.Plain, Text), Part(TextFormat.Html, Html)) { Boundary = $"=-{Key:N}" };

    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
}
