using System.Globalization;
using System.Net;
using System.Text;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Web;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Digests;

/// <summary>
/// A paper as it stands in a mail, as text and as HTML: made once an edition, since only the choice of papers differs from reader to
/// reader. Everything in it comes from strangers, so it is cleaned, cut to a bounded length and escaped.
/// </summary>
public sealed record PaperInMail(string Title, string Text, string Html)
{
    /// <summary>Of the text, below its number.</summary>
    internal const string Indent = "    ";

    private const int MostTitle = 240;
    private const int MostAbstract = 440;
    private const int MostReason = 160;
    private const int MostName = 60;
    private const int MostAuthors = 3;
    private const int MostTags = 5;
    private const int MostLinks = 4;
    private const int MostUrl = 400;

    public static PaperInMail From(RankedPaper paper, PublicSite site)
    {
        var title = OneLine.Of(paper.Title, MostTitle) is { Length: > 0 } words ? words : "Untitled";
        var facts = new Facts(
            title,
            site.Paper(paper.PaperId),
            $"{Authors(paper.Authors)}{paper.Day.ToString("d\u00A0MMMM", CultureInfo.InvariantCulture)}",
            OneLine.Of(paper.Abstract, MostAbstract),
            OneLine.Of(paper.Reason, MostReason),
            [.. paper.Tags.Select(tag => OneLine.Of(tag, MostName)).Where(tag => tag.Length > 0).Take(MostTags)],
            [.. paper.Links.Select(LinkInMail.From).OfType<LinkInMail>().Where(link => link.Url.Length <= MostUrl).Take(MostLinks)]);
        return new PaperInMail(title, AsText(facts), AsHtml(facts));
    }

    private static string Authors(IReadOnlyList<string> authors)
    {
        var names = authors.Select(name => OneLine.Of(name, MostName)).Where(name => name.Length > 0).Take(MostAuthors).ToList();
        var more = authors.Count - names.Count;
        return names.Count == 0 ? "" : $"{string.Join(", ", names)}{(more > 0 ? $" and {more} more" : "")} · ";
    }

    private static string AsText(Facts facts)
    {
        var text = new StringBuilder();
        text.AppendFolded(facts.ByLine, Indent);
        if (facts.Reason.Length > 0)
        {
            text.AppendFolded($"Chosen because: {facts.Reason}", Indent);
        }

        text.Append('\n').AppendFolded(facts.Abstract, Indent);
        text.Append('\n');
        if (facts.Tags.Count > 0)
        {
            text.AppendFolded($"Tags: {string.Join(", ", facts.Tags)}", Indent);
        }

        foreach (var link in facts.Links)
        {
            text.Append($"{Indent}{link.Url} ({link.Verdict})\n");
        }

        return text.Append($"{Indent}{facts.Page}\n").ToString();
    }

    private static string AsHtml(Facts facts)
    {
        var html = new StringBuilder();
        html.Append($"""
            <h2 class="ink" style="margin:0;font:600 19px/1.3 {MailStyle.Serif};color:{MailStyle.Ink}"><a class="ink" href="{E(facts.Page)}" style="color:{MailStyle.Ink};text-decoration:none"><bdi>{E(facts.Title)}</bdi></a></h2>
            <p class="soft" style="margin:4px 0 0;font-size:13px;color:{MailStyle.Soft}"><bdi>{E(facts.ByLine)}</bdi></p>

            """);
        if (facts.Reason.Length > 0)
        {
            html.Append($"""<p class="accent" style="margin:4px 0 0;font-size:13px;color:{MailStyle.Accent}"><bdi>{E(facts.Reason)}</bdi></p>""").Append('\n');
        }

        html.Append($"""<p class="ink" style="margin:8px 0 0;color:{MailStyle.Ink}"><bdi>{E(facts.Abstract)}</bdi></p>""").Append('\n');
        if (facts.Links.Count + facts.Tags.Count > 0)
        {
            html.Append("""<p style="margin:8px 0 0;font-size:13px">""");
            html.AppendJoin(' ', facts.Links.Select(link => link.AsHtml()).Concat(facts.Tags.Select(Tag)));
            html.Append("</p>\n");
        }

        return html.ToString();
    }

    private static string Tag(string tag) =>
        $"""<span class="soft line" style="display:inline-block;margin:0 2px 5px 0;padding:0 9px;border:1px solid {MailStyle.Line};border-radius:999px;color:{MailStyle.Soft}"><bdi>{E(tag)}</bdi></span>""";

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private sealed record Facts(
        string Title,
        string Page,
        string ByLine,
        string Abstract,
        string Reason,
        IReadOnlyList<string> Tags,
        IReadOnlyList<LinkInMail> Links);
}

/// <summary>A paper's link with what became of it: only http and https are shown, and what led to a private address or is dead leads nowhere.</summary>
internal sealed record LinkInMail(string Url, string Name, LinkVerdict? Checked)
{
    private const int MostName = 34;

    public string Verdict => Checked switch
    {
        LinkVerdict.Alive => "alive",
        LinkVerdict.Unsure => "not sure it works",
        LinkVerdict.Dead => "dead",
        LinkVerdict.Refused => "leads to a private address",
        _ => "not checked yet",
    };

    public static LinkInMail? From(RankedLink link) =>
        Uri.TryCreate(link.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new LinkInMail(uri.AbsoluteUri, OneLine.Of($"{uri.IdnHost}{uri.PathAndQuery}".TrimEnd('/'), MostName), link.Verdict)
            : null;

    public string AsHtml()
    {
        var (style, color) = Checked switch
        {
            LinkVerdict.Alive => ("alive", MailStyle.Alive),
            LinkVerdict.Unsure => ("unsure", MailStyle.Unsure),
            LinkVerdict.Dead or LinkVerdict.Refused => ("dead", MailStyle.Dead),
            _ => ("soft", MailStyle.Soft),
        };
        var name = WebUtility.HtmlEncode(Name);
        var shown = Checked is LinkVerdict.Dead or LinkVerdict.Refused
            ? $"""<span class="soft" style="color:{MailStyle.Soft};text-decoration:line-through">{name}</span>"""
            : $"""<a class="ink" href="{WebUtility.HtmlEncode(Url)}" style="color:{MailStyle.Ink};text-decoration:none">{name}</a>""";
        return $"""
            <span class="card line" style="display:inline-block;margin:0 2px 5px 0;padding:0 9px;border:1px solid {MailStyle.Line};border-radius:6px;background:{MailStyle.Card};font-family:{MailStyle.Mono};font-size:12px"><span class="{style}" style="color:{color}">&#9679;</span> {shown} <span class="soft" style="font-family:{MailStyle.Sans};color:{MailStyle.Soft}">{Verdict}</span></span>
            """;
    }
}
