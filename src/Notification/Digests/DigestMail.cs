using System.Globalization;
using System.Net;
using System.Text;
using MimeKit;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Digests;

/// <summary>One reader's mail of an edition.</summary>
public sealed record DigestMail
{
    private const int MostSubjectTitle = 90;

    public required string Edition { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<PaperInMail> Papers { get; init; }

    public required string To { get; init; }

    public required string LeaveToken { get; init; }

    public required Guid Key { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public string Subject
    {
        get
        {
            var more = Papers.Count - 1;
            return $"Papers · {Day("d MMMM")}: {OneLine.Of(Papers[0].Title, MostSubjectTitle)}{(more > 0 ? $" and {more} more" : "")}";
        }
    }

    private string Heading => $"{char.ToUpperInvariant(Edition[0])}{Edition[1..]} papers";

    private string Count => Papers.Count == 1 ? "One paper" : $"{Papers.Count} papers";

    public Letter Write(MailboxAddress from, PublicSite site) => new()
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
            new(HeaderId.ListUnsubscribe, $"<{site.ToLeaveByOneClick(LeaveToken)}>"),
            new(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click"),
            new(HeaderId.Precedence, "bulk"),
        ],
    };

    private string Text(PublicSite site)
    {
        var text = new StringBuilder();
        text.Append($"{Heading} · {Day("dddd, d MMMM yyyy")}\n\n");
        text.AppendFolded($"{Count} of the last seven days that you have not had yet, in order of interest.");
        for (var i = 0; i < Papers.Count; i++)
        {
            text.Append("\n\n").AppendFolded(Papers[i].Title, PaperInMail.Indent, $"{i + 1,2}. ");
            text.Append(Papers[i].Text);
        }

        text.Append("\n\n-- \n");
        text.AppendFolded($"You get this mail because you confirmed your address at {site.Url}");
        text.Append($"Unsubscribe: {site.ToLeave(LeaveToken)}\n");
        return text.ToString();
    }

    private string Html(PublicSite site)
    {
        var body = new StringBuilder();
        body.Append($"""
            <p class="ink" style="margin:0;font:600 17px/1 {MailStyle.Serif};color:{MailStyle.Ink}"><a class="ink" href="{E(site.Url)}" style="color:{MailStyle.Ink};text-decoration:none">Papers<span class="accent" style="color:{MailStyle.Accent}">.</span></a></p>
            <h1 class="ink" style="margin:22px 0 0;font:600 28px/1.15 {MailStyle.Serif};letter-spacing:-.015em;color:{MailStyle.Ink}">{E(Heading)}</h1>
            <p class="soft" style="margin:6px 0 20px;color:{MailStyle.Soft}">{Day("dddd, d MMMM yyyy")} · {Count.ToLowerInvariant()} of the last seven days that you have not had yet</p>

            """);
        foreach (var paper in Papers)
        {
            body.Append($"""<div class="line" style="padding:20px 0;border-top:1px solid {MailStyle.Line}">""").Append('\n');
            body.Append(paper.Html).Append("</div>\n");
        }

        body.Append($"""
            <p class="soft line" style="margin:0;padding:18px 0 0;border-top:1px solid {MailStyle.Line};font-size:13px;color:{MailStyle.Soft}">You get this mail because you confirmed your address at <a class="soft" href="{E(site.Url)}" style="color:{MailStyle.Soft}">{E(site.Host)}</a>. <a class="soft" href="{E(site.ToLeave(LeaveToken))}" style="color:{MailStyle.Soft}">Unsubscribe</a></p>
            """);
        return MailStyle.Page(Subject, body.ToString());
    }

    private string Day(string format) => Date.ToString(format, CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
