using System.Globalization;
using System.Net;
using System.Text;
using MimeKit;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Digests;

/// <summary>The mail of an edition to one reader.</summary>
internal sealed record DigestMail
{
    private const int MaxTitleLength = 90;

    public required string Edition { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<DigestPaper> Papers { get; init; }

    public required string To { get; init; }

    public required string UnsubscribeToken { get; init; }

    public required Guid Key { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public string Subject
    {
        get
        {
            var more = Papers.Count - 1;
            return $"Papers · {Format("d MMMM")}: {SingleLine.From(Papers[0].Title, MaxTitleLength)}{(more > 0 ? $" and {more} more" : "")}";
        }
    }

    private string Heading => $"{char.ToUpperInvariant(Edition[0])}{Edition[1..]} papers";

    private string Introduction => $"Your {(Papers.Count == 1 ? "top paper" : $"{Papers.Count} top papers")} from the last seven days";

    public EmailMessage Write(MailboxAddress from, PublicSite site) => new()
    {
        From = from,
        To = To,
        Subject = Subject,
        Text = Text(site),
        Html = Html(site),
        Key = Key,
        WrittenAt = WrittenAt,
        Headers =
        [
            new(HeaderId.ListId, $"<{Edition}.{site.Host}>"),
            new(HeaderId.ListUnsubscribe, $"<{site.OneClickUnsubscribeUrl(UnsubscribeToken)}>"),
            new(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click"),
            new(HeaderId.Precedence, "bulk"),
        ],
    };

    private string Text(PublicSite site)
    {
        var text = new StringBuilder();
        text.Append($"{Heading} · {Format("dddd, d MMMM yyyy")}\n\n");
        text.AppendFolded($"{Introduction}.");
        for (var i = 0; i < Papers.Count; i++)
        {
            text.Append("\n\n").AppendFolded(Papers[i].Title, DigestPaper.Indent, $"{i + 1,2}. ");
            text.Append(Papers[i].Text);
        }

        text.Append("\n\n-- \n");
        text.AppendFolded($"You're receiving this because you subscribed at {site.Url}");
        text.Append($"Unsubscribe: {site.UnsubscribeUrl(UnsubscribeToken)}\n");
        return text.ToString();
    }

    private string Html(PublicSite site)
    {
        var body = new StringBuilder();
        body.Append($"""
            <p class="ink" style="{MailStyle.Brand}">
            <a class="ink" href="{E(site.Url)}" style="color:{MailStyle.Ink};text-decoration:none">Papers{MailStyle.BrandDot}</a></p>
            <h1 class="ink" style="{MailStyle.Heading}">{E(Heading)}</h1>
            <p class="soft" style="margin:6px 0 20px;color:{MailStyle.Soft}">{Format("dddd, d MMMM yyyy")} · {Introduction.ToLowerInvariant()}</p>

            """);
        foreach (var paper in Papers)
        {
            body.Append($"""<div class="line" style="padding:20px 0;border-top:1px solid {MailStyle.Line}">""").Append('\n');
            body.Append(paper.Html).Append("</div>\n");
        }

        body.Append($"""
            <p class="soft line" style="margin:0;{MailStyle.Footer}">You're receiving this because you subscribed at
            <a class="soft" href="{E(site.Url)}" style="color:{MailStyle.Soft}">{E(site.Host)}</a>.
            <a class="soft" href="{E(site.UnsubscribeUrl(UnsubscribeToken))}" style="color:{MailStyle.Soft}">Unsubscribe</a></p>
            """);
        return MailStyle.Page(Subject, body.ToString());
    }

    private string Format(string format) => Date.ToString(format, CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
