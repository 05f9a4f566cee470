using Microsoft.Extensions.Options;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;

namespace Papers.Notification.Subscriptions;

/// <summary>Writes the mails that ask a reader to confirm a subscription.</summary>
internal sealed class ConfirmationWriter(
    TokenKey key, PublicSite site, IOptions<MailOptions> mailOptions, IOptions<SubscriptionOptions> options) : IMailWriter
{
    public const string ConfirmationKind = "confirmation";

    public string Kind => ConfirmationKind;

    public async Task<EmailMessage> WriteAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var round = mail.Round ?? throw new InvalidOperationException($"Mail {mail.Id} is a confirmation without a round.");
        var tokens = await key.TokensAsync(cancellationToken);
        var validity = options.Value.ConfirmWithin;
        return new ConfirmationMail
        {
            To = mail.Address,
            ConfirmToken = tokens.CreateConfirm(mail.Subscription, round, mail.CreatedAt + validity),
            Key = mail.Key,
            WrittenAt = mail.CreatedAt,
            Validity = validity,
        }.Write(mailOptions.Value.Sender(), site);
    }
}
