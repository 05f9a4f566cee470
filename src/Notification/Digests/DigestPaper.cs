using System.Globalization;
using System.Net;
using System.Text;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Web;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Digests;

/// <summary>
/// A paper in a digest, as text and HTML; rendered once per edition, since readers get different selections of the same papers. All its values
/// come from outside, so they are cleaned, limited in length and escaped.
/// </summary>
internal sealed record DigestPaper(string Title, string Text, string Html)
{
    /// <summary>Of the text below the number.</summary>
    internal const string Indent = "    ";

    private const int MaxTitleLength = 240;
    private const int MaxAbstractLength = 440;
    private const int MaxReasonLength = 160;
    private const int MaxNameLength = 60;
    private const int MaxAuthors = 3;
    private const int MaxTags = 5;
    private const int MaxLinks = 4;
    private const int MaxUrlLength = 400;

    public static DigestPaper From(RankedPaper paper, PublicSite site)
    {
        var title = SingleLine.From(paper.Title, MaxTitleLength) is { Length: > 0 } words ? words : "Untitled";
        var fields = new Fields(
            title,
            site.PaperUrl(paper.PaperId),
            $"{Authors(paper.Authors)}{paper.Day.ToString("d\u00A0MMMM", CultureInfo.InvariantCulture)}",
            SingleLine.From(paper.Abstract, MaxAbstractLength),
            SingleLine.From(paper.Reason, MaxReasonLength),
            [.. paper.Tags.Select(tag => SingleLine.From(tag, MaxNameLength)).Where(tag => tag.Length > 0).Take(MaxTags)],
            [.. paper.Links.Select(DigestLink.From).OfType<DigestLink>().Where(link => link.Url.Length <= MaxUrlLength).Take(MaxLinks)]);
        return new DigestPaper(title, AsText(fields), AsHtml(fields));
    }

    private static string Authors(IReadOnlyList<string> authors)
    {
        var names = authors.Select(name => SingleLine.From(name, MaxNameLength)).Where(name => name.Length > 0).Take(MaxAuthors).ToList();
        var more = authors.Count - names.Count;
        return names.Count == 0 ? "" : $"{string.Join(", ", names)}{(more > 0 ? $" and {more} more" : "")} · ";
    }

    private static string AsText(Fields paper)
    {
        var text = new StringBuilder();
        text.AppendFolded(paper.ByLine, Indent);
        if (paper.Reason.Length > 0)
        {
            text.AppendFolded($"Why: {paper.Reason}", Indent);
        }

        text.Append('\n').AppendFolded(paper.Abstract, Indent);
        text.Append('\n');
        if (paper.Tags.Count > 0)
        {
            text.AppendFolded($"Tags: {string.Join(", ", paper.Tags)}", Indent);
        }

        foreach (var link in paper.Links)
        {
            text.Append($"{Indent}{link.Url} ({link.Status})\n");
        }

        return text.Append($"{Indent}{paper.Url}\n").ToString();
    }

    private static string AsHtml(Fields paper)
    {
        var html = new StringBuilder();
        html.Append($"""
            <h2 class="ink" style="margin:0;font:600 19px/1.3 {MailStyle.Serif};color:{MailStyle.Ink}">
            <a class="ink" href="{E(paper.Url)}" style="color:{MailStyle.Ink};text-decoration:none"><bdi>{E(paper.Title)}</bdi></a></h2>
            <p class="soft" style="margin:4px 0 0;font-size:13px;color:{MailStyle.Soft}"><bdi>{E(paper.ByLine)}</bdi></p>

            """);
        if (paper.Reason.Length > 0)
        {
            html.Append($"""
                <p class="accent" style="margin:4px 0 0;font-size:13px;color:{MailStyle.Accent}"><bdi>{E(paper.Reason)}</bdi></p>

                """);
        }

        html.Append($"""<p class="ink" style="margin:8px 0 0;color:{MailStyle.Ink}"><bdi>{E(paper.Abstract)}</bdi></p>""").Append('\n');
        if (paper.Links.Count + paper.Tags.Count > 0)
        {
            html.Append("""<p style="margin:8px 0 0;font-size:13px">""");
            html.AppendJoin(' ', paper.Links.Select(link => link.AsHtml()).Concat(paper.Tags.Select(TagAsHtml)));
            html.Append("</p>\n");
        }

        return html.ToString();
    }

    private static string TagAsHtml(string tag)
    {
        var style = $"display:inline-block;margin:0 2px 5px 0;padding:0 9px;border:1px solid {MailStyle.Line};border-radius:999px;color:{MailStyle.Soft}";
        return $"""<span class="soft line" style="{style}"><bdi>{E(tag)}</bdi></span>""";
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private sealed record Fields(
        string Title,
        string Url,
        string ByLine,
        string Abstract,
        string Reason,
        IReadOnlyList<string> Tags,
        IReadOnlyList<DigestLink> Links);
}

/// <summary>A link of a paper with its last check. Only http and https are shown; a dead link, or one to a private address, is not clickable.</summary>
internal sealed record DigestLink(string Url, string Name, LinkVerdict? Verdict)
{
    private const int MaxNameLength = 34;

    private const string BoxStyle =
        $"display:inline-block;margin:0 2px 5px 0;padding:0 9px;border:1px solid {MailStyle.Line};border-radius:6px;background:{MailStyle.Card};"
        + $"font-family:{MailStyle.Mono};font-size:12px";

    public string Status => Verdict switch
    {
        LinkVerdict.Alive => "works",
        LinkVerdict.Unsure => "unclear",
        LinkVerdict.Dead => "broken",
        LinkVerdict.Refused => "skipped (private address)",
        _ => "not checked yet",
    };

    public static DigestLink? From(RankedLink link) =>
        Uri.TryCreate(link.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new DigestLink(uri.AbsoluteUri, SingleLine.From($"{uri.IdnHost}{uri.PathAndQuery}".TrimEnd('/'), MaxNameLength), link.Verdict)
            : null;

    public string AsHtml()
    {
        var (dot, color) = Verdict switch
        {
            LinkVerdict.Alive => ("alive", MailStyle.Alive),
            LinkVerdict.Unsure => ("unsure", MailStyle.Unsure),
            LinkVerdict.Dead or LinkVerdict.Refused => ("dead", MailStyle.Dead),
            _ => ("soft", MailStyle.Soft),
        };
        var name = WebUtility.HtmlEncode(Name);
        var link = Verdict is LinkVerdict.Dead or LinkVerdict.Refused
            ? $"""<span class="soft" style="color:{MailStyle.Soft};text-decoration:line-through">{name}</span>"""
            : $"""<a class="ink" href="{WebUtility.HtmlEncode(Url)}" style="color:{MailStyle.Ink};text-decoration:none">{name}</a>""";
        return $"""
            <span class="card line" style="{BoxStyle}"><span class="{dot}" style="color:{color}">&#9679;</span> {link}
            <span class="soft" style="font-family:{MailStyle.Sans};color:{MailStyle.Soft}">{Status}</span></span>
            """;
    }
}
