using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// A mail of ours as text and HTML. It depends on its values alone, so that a mail tried again is the same to the byte, with the same
/// Message-ID, by which a mailbox may know it again.
/// </summary>
public sealed record Letter
{
    public required MailboxAddress From { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required Guid Key { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Added as they are: they must be ASCII of our own making.</summary>
    public IReadOnlyList<KeyValuePair<HeaderId, string>> Headers { get; init; } = [];

    public MimeMessage ToMessage()
    {
        var message = new MimeMessage([From], [new MailboxAddress(Encoding.UTF8, null, To)], Subject, Body())
        {
            Date = WrittenAt.ToUniversalTime(),
            MessageId = $"{Key:N}@{From.Domain}",
        };
        // RFC 3834: no program should answer this.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        foreach (var (id, value) in Headers)
        {
            message.Headers.Add(Whole(id, value));
        }

        return message;
    }

    // On one line: a link cannot be folded, and some programs look for it behind the colon alone.
    private static Header Whole(HeaderId id, string value)
    {
        var header = new Header(id, value);
        header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        return header;
    }

    // Nobody who writes a paper can know the key, and so none can forge the boundary.
    private MultipartAlternative Body() => new(Part(TextFormat.Plain, Text), Part(TextFormat.Html, Html)) { Boundary = $"=-{Key:N}" };

    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
}
