using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>
/// Nothing is lost and nothing is done twice when any part dies in the middle of an import. Who writes events dies with its facts written and
/// the event not: take the outbox's transaction away, and these counts are off.
/// </summary>
[Trait("Category", "Long")]
public sealed class KillTests
{
    private const int Papers = 30_000;
    private static readonly TimeSpan s_recovery = TimeSpan.FromMinutes(4);

    // Whose outbox is held while a victim dies. PostgreSQL takes everybody's transaction with it, ingest's at any time of an import.
    private static readonly Dictionary<string, string> s_outboxes = new()
    {
        ["Ingest"] = "ingest",
        ["Tagging"] = "tagging",
        ["LinkCheck"] = "linkcheck",
        ["postgres"] = "ingest",
    };

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
        // A part for each, so that there is work in hand whenever one dies.
        var parts = Lines.Of(Papers).Split('\n', StringSplitOptions.RemoveEmptyEntries).Chunk(Papers / victims.Length).ToList();
        for (var i = 0; i < victims.Length; i++)
        {
            var processes = StackProcesses.Serving(stack.ProcessId, victims[i]);
            Assert.True(processes.Count > 0, $"{victims[i]} is not running.\n{stack.Output}");
            var before = (await stack.WaitForAsync(_ => true, s_recovery)).Papers;
            var killed = await KillAsync(stack, victims[i], processes, async () =>
            {
                await stack.DropAsync($"papers-{i}.jsonl", string.Join('\n', parts[i]));
                await stack.WaitForAsync(counts => counts.Papers > before, s_recovery);
            });
            await Eventually.TrueAsync(
                () => StackProcesses.Serving(stack.ProcessId, victims[i]) is var serving
                    && serving.Count >= processes.Count
                    && serving.All(process => process.Id != killed.Id),
                s_recovery);
        }

        var counts = await stack.WaitForAsync(counts => counts is { Papers: Papers, IsSettled: true } && counts.LinksFound >= Lines.LinksIn(Papers), s_recovery);

        Assert.Equal(Papers, counts.Papers);
        Assert.Equal(Lines.LinksIn(Papers), counts.LinksFound);
        Assert.Equal(0, counts.Faults);
        for (var i = 0; i < parts.Count; i++)
        {
            var report = await stack.ReportAsync($"papers-{i}.jsonl", s_recovery);
            Assert.Equal(
                (parts[i].Length, parts[i].Length, 0),
                (report.GetProperty("read").GetInt32(), report.GetProperty("new").GetInt32(), report.GetProperty("rejected").GetInt32()));
        }

        await AssertEachIsFoundAsync(stack);
    }

    private static async Task<StackProcess> KillAsync(PapersStack stack, string victim, IReadOnlyList<StackProcess> processes, Func<Task> begin)
    {
        if (!s_outboxes.TryGetValue(victim, out var schema))
        {
            await begin();
            await processes[0].KillAsync();
            return processes[0];
        }

        Task beginning;
        StackProcess writer;
        await using (var outbox = await HeldOutbox.OfAsync(stack, schema))
        {
            beginning = begin();
            var (backend, port) = await outbox.WriterAsync(s_recovery);
            writer = victim == "postgres" ? processes[0] : Assert.Single(processes, process => process.IsConnectedFrom(port));
            await writer.KillAsync();
            if (victim != "postgres")
            {
                await outbox.EndAsync(backend);
            }
        }

        await beginning;
        return writer;
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
