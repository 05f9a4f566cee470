using System.Net;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>What a person meets who starts Papers for the first time: papers of the page dump on a page, and a digest in an inbox.</summary>
public sealed class FirstRunTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_page_dump_becomes_97_papers_with_their_links_and_stays_97()
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false");
        var dump = Path.Combine(Repository.Root, "samples", "huggingface-papers-page.txt");

        await stack.DropAsync("page.txt", File.OpenRead(dump));
        var first = await stack.WaitForAsync(counts => counts is { Papers: 97, IsSettled: true }, s_patience);

        await stack.DropAsync("page-again.txt", File.OpenRead(dump));
        var report = await stack.ReportAsync("page-again.txt", s_patience);
        var second = await stack.WaitForAsync(counts => counts.IsSettled, s_patience);

        Assert.Equal(97, second.Papers);
        Assert.Equal(first.LinksFound, second.LinksFound);
        Assert.True(first.LinksFound >= 34, $"{first.LinksFound} links");
        Assert.Equal(0, second.LinksChecked);
        Assert.Equal(0, second.Faults);

        Assert.Equal((97, 0, 0, 97, 0), (Count("read"), Count("new"), Count("changed"), Count("unchanged"), Count("rejected")));

        var page = await stack.Web.GetStringAsync("/");
        Assert.Contains("Improved Techniques for Training Consistency Models", page);
        var found = await stack.Web.GetStringAsync("/api/papers/search?q=TextCraftor&limit=5");
        Assert.Contains("Text Encoder Can be Image Quality Controller", found);

        int Count(string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_reader_subscribes_confirms_gets_each_edition_once_and_leaves_by_one_click()
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false");
        await stack.DropAsync("papers.jsonl", Lines.Of(30));
        await stack.DropAsync("page.txt", File.OpenRead(Path.Combine(Repository.Root, "samples", "huggingface-papers-page.txt")));
        await stack.WaitForAsync(counts => counts is { Papers: 127, IsSettled: true }, s_patience);
        var reader = new Reader(stack);

        await reader.SubscribeAsync("ada@example.org");
        var confirmation = await reader.WaitForMailAsync(1);
        await reader.ConfirmAsync(confirmation);
        Assert.Equal(1, (await stack.StatusAsync()).Subscribers);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await OrderDigestAsync(today);
        await OrderDigestAsync(today);
        var digest = await reader.WaitForMailAsync(2);
        Assert.Contains("ada@example.org", digest.To.ToString());
        Assert.Contains("Improved Techniques for Training Consistency Models", digest.TextBody);
        Assert.Contains("Improved Techniques for Training Consistency Models", digest.HtmlBody);

        await OrderDigestAsync(today);
        await reader.LeaveByOneClickAsync(digest);
        Assert.Equal(0, (await stack.StatusAsync()).Subscribers);
        await OrderDigestAsync(today.AddDays(1));
        await stack.WaitForAsync(counts => counts.OutboxPending == 0, s_patience);
        Assert.Equal(2, reader.Mails().Count);
        Assert.Equal(2, (await stack.StatusAsync()).MailsSent);

        async Task OrderDigestAsync(DateOnly date)
        {
            using var ordered = await stack.Admin.PostAsync($"/admin/api/digests?edition=daily&date={date:yyyy-MM-dd}", null);
            Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        }
    }
}
