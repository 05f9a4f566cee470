using System.Net;
using System.Text;
using MimeKit;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Subscriptions;

/// <summary>The one mail that asks whether the owner of an address wants the others.</summary>
public sealed record ConfirmationMail
{
    private const string Subject = "Confirm your subscription to Papers";
    private const string Question = "Somebody, we hope you, asked for the trending papers to be sent to this address once a day.";
    private const string Otherwise = "If it was not you, do nothing: without a confirmation nothing more is sent.";

    public required string To { get; init; }

    public required string ConfirmToken { get; init; }

    public required Guid Key { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>How long the link is good for.</summary>
    public required TimeSpan Within { get; init; }

    private string Limit => $"The link is good for {Math.Max(1, (int)Within.TotalHours)} hours.";

    public Letter Write(MailboxAddress from, PublicSite site) => new()
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
        text.AppendFolded(Question);
        text.Append($"\nConfirm here:\n{site.ToConfirm(ConfirmToken)}\n\n");
        text.AppendFolded($"{Limit} {Otherwise}");
        text.Append($"\n-- \nPapers at {site.Url}\n");
        return text.ToString();
    }

    private string Html(PublicSite site)
    {
        var link = WebUtility.HtmlEncode(site.ToConfirm(ConfirmToken));
        return MailStyle.Page(Subject, $"""
            <p class="ink" style="margin:0;font:600 17px/1 {MailStyle.Serif};color:{MailStyle.Ink}">Papers<span class="accent" style="color:{MailStyle.Accent}">.</span></p>
            <h1 class="ink" style="margin:22px 0 0;font:600 28px/1.15 {MailStyle.Serif};letter-spacing:-.015em;color:{MailStyle.Ink}">Confirm your subscription</h1>
            <p class="ink" style="margin:14px 0 0;color:{MailStyle.Ink}">{Question}</p>
            <p style="margin:22px 0"><a class="button" href="{link}" style="display:inline-block;padding:11px 18px;border-radius:8px;background:{MailStyle.Accent};color:{MailStyle.Paper};font-weight:600;text-decoration:none">Confirm my address</a></p>
            <p class="soft" style="margin:0;font-size:13px;color:{MailStyle.Soft}">{Limit} {Otherwise}</p>
            <p class="soft line" style="margin:22px 0 0;padding:18px 0 0;border-top:1px solid {MailStyle.Line};font-size:13px;color:{MailStyle.Soft}">Papers at <a class="soft" href="{WebUtility.HtmlEncode(site.Url)}" style="color:{MailStyle.Soft}">{WebUtility.HtmlEncode(site.Host)}</a></p>
            """);
    }
}
