using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>
/// Nothing is lost and nothing is done twice when any part dies in the middle of an import. Take the outbox's transaction away, so that an
/// event may leave without its facts or facts without their event, and these counts are off.
/// </summary>
[Trait("Category", "Long")]
public sealed class KillTests
{
    private const int Papers = 30_000;
    private static readonly TimeSpan s_recovery = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Every_part_is_killed_once_during_an_import_and_the_counts_are_exact()
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false");

        await ImportWhileKillingAsync(stack, ["Ingest", "Tagging", "LinkCheck", "Notification", "Web", "messaging", "postgres", "cache"]);
    }

    [Fact]
    public async Task Every_part_is_killed_once_with_two_replicas_of_each_service()
    {
        await using var stack = await PapersStack.StartAsync(
            "--Ingest:Samples=false", "--Ingest:Replicas=2", "--Tagging:Replicas=2", "--LinkCheck:Replicas=2", "--Notification:Replicas=2");

        await ImportWhileKillingAsync(stack, ["Ingest", "Tagging", "messaging", "LinkCheck", "postgres", "Notification", "cache", "Web"]);
    }

    private static async Task ImportWhileKillingAsync(PapersStack stack, string[] victims)
    {
        await stack.DropAsync("papers.jsonl", Lines.Of(Papers));
        for (var i = 0; i < victims.Length; i++)
        {
            // Each at another point of the import, which goes on meanwhile.
            var point = (i + 1) * Papers / (victims.Length + 2);
            await stack.WaitForAsync(counts => counts.Papers >= point, s_recovery);
            var processes = StackProcesses.Serving(stack.ProcessId, victims[i]);
            Assert.True(processes.Count > 0, $"{victims[i]} is not running.\n{stack.Output}");
            await processes[0].KillAsync();
            await Eventually.TrueAsync(
                () => StackProcesses.Serving(stack.ProcessId, victims[i]).Count >= processes.Count
                    && StackProcesses.Serving(stack.ProcessId, victims[i]).All(process => process.Id != processes[0].Id),
                s_recovery);
        }

        var counts = await stack.WaitForAsync(counts => counts is { Papers: Papers, IsSettled: true } && counts.LinksFound >= Lines.LinksIn(Papers), s_recovery);

        Assert.Equal(Papers, counts.Papers);
        Assert.Equal(Lines.LinksIn(Papers), counts.LinksFound);
        Assert.Equal(0, counts.Faults);
        var report = await stack.ReportAsync("papers.jsonl", s_recovery);
        Assert.Equal((Papers, Papers, 0), (report.GetProperty("read").GetInt32(), report.GetProperty("new").GetInt32(), report.GetProperty("rejected").GetInt32()));
        await AssertEachIsFoundAsync(stack);
    }

    private static async Task AssertEachIsFoundAsync(PapersStack stack)
    {
        foreach (var number in (int[])[0, 1, Papers / 2, Papers - 1])
        {
            var found = await stack.Web.GetStringAsync($"/api/papers/search?q=2601.{number + 1:00000}&limit=1");
            Assert.Contains($"A study of attention number {number}", found);
        }
    }
}
