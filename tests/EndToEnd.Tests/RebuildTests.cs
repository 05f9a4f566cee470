using System.Net;
using System.Text.RegularExpressions;
using Papers.Testing;
using Papers.Testing.Stack;
using Xunit.Sdk;

namespace Papers.EndToEnd.Tests;

/// <summary>Web holds nothing of papers, tags and links that their owners could not tell it again.</summary>
[Trait("Category", "Long")]
public sealed partial class RebuildTests
{
    private const int Papers = 700; // more than three batches
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    // The second search finds all of them, and all fit equally well.
    private static readonly string[] s_pages =
    [
        "/api/papers/search?q=2601.00004&limit=1",
        "/api/papers/search?q=attention&limit=100",
        "/?date=2026-01-05",
        "/papers/2601.00004",
        "/tags",
        "/papers/2503.05236",
    ];

    // One row of a day's list at Hugging Face, with what only PapersObserved tells: the upvotes.
    private const string HuggingFaceDay = """
        [{"paper":{"id":"2503.05236","authors":[{"name":"Ada Lovelace","hidden":false}],"publishedAt":"2025-03-07T08:36:05.000Z","title":"A reward model of one kind",
        "summary":"We study reward models and reinforcement learning.","upvotes":657,"githubRepo":"https://github.com/lovelace/reward"},
        "publishedAt":"2025-03-09T22:20:09.137Z","title":"A reward model of one kind","numComments":2,"submittedBy":{"name":"ada","fullname":"Ada"}}]
        """;

    [Fact]
    public async Task Web_is_rebuilt_from_nothing_by_what_its_neighbours_tell_again()
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false");
        await stack.DropAsync("papers.jsonl", Lines.Of(Papers));
        await stack.DropAsync("2025-03-10.json", HuggingFaceDay);
        var links = Lines.LinksIn(Papers) + 1;
        await stack.WaitForAsync(counts => counts is { Papers: Papers + 1, IsSettled: true } && counts.LinksFound == links, s_patience);
        List<string> before = [];
        await Eventually.TrueAsync(async () => TellAll(before = await ReadPagesAsync(stack)), s_patience);

        await EmptyWebAsync(stack);
        await stack.WaitForAsync(counts => counts.Searchable == 0, s_patience);
        foreach (var what in (string[])["papers", "tags", "links"])
        {
            using var ordered = await stack.Admin.PostAsync($"/admin/api/republish?what={what}", null);
            Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        }

        List<string> rebuilt = [];
        try
        {
            await Eventually.TrueAsync(async () => (rebuilt = await ReadPagesAsync(stack)).SequenceEqual(before), s_patience);
        }
        catch (XunitException)
        {
            // Says where they differ.
            Assert.Equal(before, rebuilt);
            throw;
        }

        var after = await stack.WaitForAsync(counts => counts.IsSettled, s_patience);
        Assert.Equal((Papers + 1, links, 0), (after.Papers, after.LinksFound, after.Faults));
    }

    // As after the loss of its schema: the service comes back, makes it anew, and finds that its index is of another time.
    private static async Task EmptyWebAsync(PapersStack stack)
    {
        await using var db = await stack.OpenDatabaseAsync();
        await using (var drop = db.CreateCommand("DROP SCHEMA web CASCADE"))
        {
            await drop.ExecuteNonQueryAsync();
        }

        await Assert.Single(StackProcesses.Serving(stack.ProcessId, "Web")).KillAsync();
    }

    // The counts of the status are those of the owners, who may have told Web a moment ago.
    private static bool TellAll(List<string> pages) => pages is [var found, { Length: > 0 }, var day, var paper, var tags, var featured]
        && found.Contains("attention number 3", StringComparison.Ordinal)
        && day.Contains($"{Lines.LinksIn(Papers)} with links", StringComparison.Ordinal)
        && paper.Contains("lovelace/case-3", StringComparison.Ordinal)
        && TagCount().Matches(tags).Select(count => count.Groups["papers"].Value).ToList() is { Count: > 0 } counts
        && counts.TrueForAll(count => count == "1" || count == $"{Papers}" || count == $"{Papers + 1}")
        && featured.Contains("657", StringComparison.Ordinal)
        && featured.Contains("lovelace/reward", StringComparison.Ordinal)
        && featured.Contains("/tags/reinforcement-learning", StringComparison.Ordinal);

    // A page that is not there yet is read as empty: while the service starts again, and before the paper is back.
    private static async Task<List<string>> ReadPagesAsync(PapersStack stack)
    {
        var pages = new List<string>();
        foreach (var address in s_pages)
        {
            try
            {
                using var reply = await stack.Web.GetAsync(address);
                pages.Add(reply.IsSuccessStatusCode ? await reply.Content.ReadAsStringAsync() : "");
            }
            catch (HttpRequestException)
            {
                pages.Add("");
            }
        }

        return pages;
    }

    [GeneratedRegex("class=\"count\"[^>]*>(?<papers>[0-9,]+)<")]
    private static partial Regex TagCount();
}
