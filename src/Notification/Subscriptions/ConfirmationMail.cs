using System.Net;
using System.Text;
using MimeKit;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Subscriptions;

/// <summary>The mail that asks the owner of an address to confirm the subscription.</summary>
internal sealed record ConfirmationMail
{
    private const string Subject = "Confirm your subscription to Papers";
    private const string Request = "You (or someone using this address) asked for a daily email of trending papers.";
    private const string Otherwise = "If this wasn't you, ignore this email.";

    public required string To { get; init; }

    public required string ConfirmToken { get; init; }

    public required Guid Key { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>How long the link is valid.</summary>
    public required TimeSpan Validity { get; init; }

    private string Expiry => $"This link expires in {Math.Max(1, (int)Validity.TotalHours)} hours.";

    public EmailMessage Write(MailboxAddress from, PublicSite site) => new()
    {
        From = from,
        To = To,
        Subject = Subject,
        Text = Text(site),
        Html = Html(site),
        Key = Key,
        WrittenAt = WrittenAt,
    };

    private string Text(PublicSite site)
    {
        var text = new StringBuilder();
        text.AppendFolded(Request);
        text.Append($"\nConfirm your subscription:\n{site.ConfirmUrl(ConfirmToken)}\n\n");
        text.AppendFolded($"{Expiry} {Otherwise}");
        text.Append($"\n-- \nPapers at {site.Url}\n");
        return text.ToString();
    }

    private string Html(PublicSite site)
    {
        const string Button =
            $"display:inline-block;padding:11px 18px;border-radius:8px;background:{MailStyle.Accent};color:{MailStyle.Paper};"
            + "font-weight:600;text-decoration:none";
        return MailStyle.Page(Subject, $"""
            <p class="ink" style="{MailStyle.Brand}">Papers{MailStyle.BrandDot}</p>
            <h1 class="ink" style="{MailStyle.Heading}">Confirm your subscription</h1>
            <p class="ink" style="margin:14px 0 0;color:{MailStyle.Ink}">{Request}</p>
            <p style="margin:22px 0">
            <a class="button" href="{E(site.ConfirmUrl(ConfirmToken))}" style="{Button}">Confirm subscription</a></p>
            <p class="soft" style="margin:0;font-size:13px;color:{MailStyle.Soft}">{Expiry} {Otherwise}</p>
            <p class="soft line" style="margin:22px 0 0;{MailStyle.Footer}">Papers at
            <a class="soft" href="{E(site.Url)}" style="color:{MailStyle.Soft}">{E(site.Host)}</a></p>
            """);
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
