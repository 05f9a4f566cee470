using System.Text;
using MimeKit;
using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Web;
using Papers.Notification.Channels.Email;
using Papers.Notification.Digests;
using static Papers.Notification.Tests.Digests.SampleEditions;

namespace Papers.Notification.Tests.Digests;

public sealed class DigestMailTests
{
    private const string Hostile = "Evil <script>alert(1)</script>\r\nBcc: eve@example.org \u202Egnp.exe 👩‍👩‍👧 \"quoted\" & 例え";

    private static readonly PublicSite s_site = new("https://papers.example.org/");

    [Fact]
    public void The_headers_are_complete()
    {
        var message = Sent(Mail(Paper("2603.00001"), Paper("2603.00002")));

        Assert.Equal(
            """
            From: Papers <papers@example.org>
            To: ada@xn--bcher-kva.example
            Subject: Papers =?utf-8?b?wrc=?= 14 March: Paper 2603.00001 and 1 more
            Date: Sat, 14 Mar 2026 07:00:00 +0000
            Message-Id: <6f9619ff8b864011b42d00c04fc964ff@example.org>
            MIME-Version: 1.0
            Auto-Submitted: auto-generated
            List-Id: <daily.papers.example.org>
            List-Unsubscribe: <https://papers.example.org/unsubscribe/TOKEN/one-click>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Precedence: bulk
            Content-Type: multipart/alternative; boundary="=-6f9619ff8b864011b42d00c04fc964ff"
            """.ReplaceLineEndings("\n").Split('\n').Order(),
            HeadersOf(message).Order());
    }

    [Fact]
    public void The_one_click_header_is_not_folded()
    {
        var token = new string('t', 100);

        Assert.Contains(
            $"\r\nList-Unsubscribe: <https://papers.example.org/unsubscribe/{token}/one-click>\r\n",
            Encoding.ASCII.GetString(Sent(Mail(Paper("2603.00001")) with { UnsubscribeToken = token })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_has_the_line_ends_of_its_system()
    {
        using var message = Mail(Paper("2603.00001")).Write(MailboxAddress.Parse("Papers <papers@example.org>"), s_site).ToMime();
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);

        Assert.DoesNotContain('\r', Encoding.ASCII.GetString(bytes.ToArray()).Replace(Environment.NewLine, ""));
    }

    [Fact]
    public void The_same_mail_written_twice_is_identical() =>
        Assert.Equal(Sent(Mail(Paper("2603.00001"))), Sent(Mail(Paper("2603.00001"))));

    [Theory]
    [InlineData(1, "Papers · 14 March: Paper 2603.00000")]
    [InlineData(2, "Papers · 14 March: Paper 2603.00000 and 1 more")]
    [InlineData(12, "Papers · 14 March: Paper 2603.00000 and 11 more")]
    public void The_subject_has_the_first_title_and_the_number_of_others(int count, string subject) =>
        Assert.Equal(subject, Mail([.. Enumerable.Range(0, count).Select(i => Paper($"2603.{i:D5}"))]).Subject);

    [Fact]
    public void Text_of_a_paper_cannot_add_a_header_or_markup()
    {
        var paper = Paper("2603.00001") with { Title = Hostile, Abstract = Hostile, Reason = Hostile, Authors = [Hostile], Tags = [Hostile] };
        var message = Parse(Sent(Mail(paper)));

        Assert.Equal(
            """Papers · 14 March: Evil <script>alert(1)</script> Bcc: eve@example.org gnp.exe 👩‍👩‍👧 "quoted" & 例え""",
            message.Subject);
        Assert.Equal((1, 0), (message.To, message.Bcc));
        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; Bcc: eve@example.org gnp.exe", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', message.HtmlBody + message.TextBody);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("/etc/passwd")]
    [InlineData("not a link")]
    [InlineData("https:// /x")]
    public void Only_http_and_https_links_are_shown(string url)
    {
        var message = Parse(Sent(Mail(Paper("2603.00001") with { Links = [new RankedLink(url, LinkVerdict.Alive)] })));

        Assert.DoesNotContain("(works)", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(url, message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LinkVerdict.Alive, "works", true)]
    [InlineData(LinkVerdict.Unsure, "unclear", true)]
    [InlineData(LinkVerdict.Dead, "broken", false)]
    [InlineData(LinkVerdict.Refused, "private address", false)]
    [InlineData(null, "not checked yet", true)]
    public void A_link_has_its_status_and_is_not_clickable_when_broken(LinkVerdict? verdict, string status, bool isClickable)
    {
        var message = Parse(Sent(Mail(Paper("2603.00001") with { Links = [new RankedLink("https://example.org/\"x'<y>&z=1", verdict)] })));

        Assert.Contains(status, message.TextBody, StringComparison.Ordinal);
        Assert.Contains(status, message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(isClickable, message.HtmlBody.Contains("href=\"https://example.org/%22x&#39;%3Cy%3E&amp;z=1\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_paper_links_to_its_page_and_has_its_reason()
    {
        var message = Parse(Sent(Mail(Paper("hep-th/9901001") with { Reason = "upvoted by 12 readers" })));

        Assert.Contains("https://papers.example.org/papers/hep-th/9901001", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://papers.example.org/papers/hep-th/9901001\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Why: upvoted by 12 readers", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("upvoted by 12 readers", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void The_unsubscribe_link_in_the_body_leads_to_the_page_and_not_to_the_one_click_address()
    {
        var message = Parse(Sent(Mail(Paper("2603.00001"))));

        Assert.Contains("Unsubscribe: https://papers.example.org/unsubscribe/TOKEN\n", message.TextBody.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("href=\"https://papers.example.org/unsubscribe/TOKEN\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("one-click", message.TextBody + message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_and_mails_have_a_bounded_length_whatever_the_papers_contain()
    {
        var huge = string.Concat(Enumerable.Repeat("Ünïcödé👩‍👩‍👧 ", 20_000));
        var paper = Paper("x") with
        {
            Title = huge,
            Abstract = huge,
            Reason = huge,
            Authors = [.. Enumerable.Repeat(huge, 100)],
            Tags = [.. Enumerable.Repeat(huge, 100)],
            Links = [.. Enumerable.Range(0, 1_000).Select(i => new RankedLink($"https://example.org/{i}/{new string('x', i * 10)}", null))],
        };

        var bytes = Sent(Mail([.. Enumerable.Range(0, 50).Select(i => paper with { PaperId = new PaperId($"p{i}") })]));

        Assert.InRange(bytes.Length, 100_000, 1_500_000);
        Assert.All(
            Encoding.ASCII.GetString(bytes).Split("\r\n"),
            line => Assert.InRange(line.Length, 0, line.StartsWith("List-Unsubscribe: <", StringComparison.Ordinal) ? 998 : 78));
    }

    [Fact]
    public void A_paper_with_almost_no_values_is_shown()
    {
        var bare = new RankedPaper { PaperId = new PaperId("t-1"), Title = "\u200B", Abstract = "", Day = Date, Reason = "" };

        var message = Parse(Sent(Mail(bare)));

        Assert.Contains(" 1. Untitled", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Why:", message.TextBody, StringComparison.Ordinal);
    }

    private static DigestMail Mail(params RankedPaper[] papers) => new()
    {
        Edition = "daily",
        Date = Date,
        Papers = [.. papers.Select(paper => DigestPaper.From(paper, s_site))],
        To = "ada@xn--bcher-kva.example",
        UnsubscribeToken = "TOKEN",
        Key = Guid.Parse("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
        WrittenAt = new DateTimeOffset(2026, 3, 14, 8, 0, 0, TimeSpan.FromHours(1)),
    };

    private static byte[] Sent(DigestMail mail)
    {
        using var message = mail.Write(MailboxAddress.Parse("Papers <papers@example.org>"), s_site).ToMime();
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static ReadMail Parse(byte[] bytes)
    {
        using var message = MimeMessage.Load(new MemoryStream(bytes));
        return new(message.Subject, message.To.Count, message.Bcc.Count, message.TextBody ?? "", message.HtmlBody ?? "");
    }

    // Unfolded (RFC 5322, 2.2.3).
    private static string[] HeadersOf(byte[] bytes)
    {
        var text = Encoding.ASCII.GetString(bytes);
        return text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ").Replace("\r\n\t", " ").Split("\r\n");
    }

    private sealed record ReadMail(string? Subject, int To, int Bcc, string TextBody, string HtmlBody);
}
