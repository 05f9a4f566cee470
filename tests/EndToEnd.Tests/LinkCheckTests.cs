using Papers.Testing.Harvest;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>Links to this machine, which are asked for where the operator allows it and nowhere else.</summary>
[Trait("Category", "Long")]
public sealed class LinkCheckTests
{
    private const int Papers = 9;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // No source outside is asked either.
    private static readonly string[] s_settings =
    [
        "--Offline=false", "--Ingest:Samples=false", "--Ingest:Sources:HuggingFaceDaily:Enabled=false", "--Ingest:Sources:ArxivRss:Enabled=false",
    ];

    [Fact]
    public async Task Links_are_found_while_checks_are_off_and_checked_once_they_are_on_but_for_private_ones_that_nobody_allowed()
    {
        await using var site = await StubSource.StartAsync();
        await using var intranet = await StubSource.StartAsync();
        for (var i = 0; i < Papers; i += 3)
        {
            site.On($"/case-{i}", new StubReply("A repository", i == 0 ? 200 : 404));
        }

        var data = PapersStack.NewDataDirectory();
        try
        {
            await using (var stack = await PapersStack.StartOnAsync(data, [.. s_settings, "--LinkCheck:Enabled=false"]))
            {
                await stack.DropAsync("papers.jsonl", Lines.Of(Papers, baseUrl: site.Url));
                await stack.DropAsync("private.jsonl", Lines.One("2601.00100", "On routers", $"Our code is at {intranet.Url}/admin."));
                var found = await stack.WaitForAsync(counts => counts is { Papers: Papers + 1, IsSettled: true } && counts.LinksFound == Lines.LinksIn(Papers) + 1, s_patience);
                Assert.Equal(0, found.LinksChecked);
                Assert.Empty(site.Asked);
            }

            await using (var stack = await PapersStack.StartOnAsync(data, [.. s_settings, $"--LinkCheck:AllowedPrivateHosts={new Uri(site.Url).Authority}"]))
            {
                var counts = await stack.WaitForAsync(counts => counts.LinksChecked == Lines.LinksIn(Papers) + 1, s_patience);
                Assert.Equal(0, counts.Faults);
                Assert.Superset(new HashSet<string> { "/case-0", "/case-3", "/case-6" }, site.Asked.ToHashSet());
                Assert.Empty(intranet.Asked);
                Assert.Contains("2601.00001", await stack.Web.GetStringAsync("/api/papers/search?q=2601.00001&limit=1"));
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
