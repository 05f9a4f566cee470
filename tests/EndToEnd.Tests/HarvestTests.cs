using System.Net;
using System.Net.Http.Json;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Testing;
using Papers.Testing.Harvest;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>The stack harvests sources on loopback, as it would those outside.</summary>
[Trait("Category", "Long")]
public sealed class HarvestTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly DateOnly s_today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_harvest_whose_service_is_killed_goes_on_where_it_was_and_a_source_that_fails_stops_no_other()
    {
        await using var daily = await StubSource.StartAsync();
        await using var arxiv = await StubSource.StartAsync();
        var release = new TaskCompletionSource();
        for (var ago = -1; ago <= 4; ago++)
        {
            StubReply reply = Replies.Daily(($"2602.0000{ago + 1}", 3), ($"2602.0001{ago + 1}", 4));
            daily.On(AddressOf(ago), ago == 2 ? reply with { After = release.Task } : reply);
        }

        arxiv.On("/api/query?search_query=cat%3Acs.CL&sortBy=lastUpdatedDate&sortOrder=descending&start=0&max_results=500", new StubReply("busy", 500));
        arxiv.On("/api/query?id_list=2602.00099&max_results=1", Replies.Atom(1, 0, ("2602.00099", "2026-02-02")));
        await using var stack = await PapersStack.StartAsync(
            "--Ingest:Samples=false",
            $"--Ingest:Sources:HuggingFaceDaily:BaseUrl={daily.Url}",
            $"--Ingest:Sources:HuggingFaceDaily:From={s_today.AddDays(-4):yyyy-MM-dd}",
            "--Ingest:Sources:HuggingFaceDaily:RecentDays=1",
            "--Ingest:Sources:HuggingFaceDaily:Politeness=00:00:00.2",
            $"--Ingest:Sources:ArxivAtom:BaseUrl={arxiv.Url}",
            "--Ingest:Sources:ArxivAtom:Enabled=true",
            "--Ingest:Sources:ArxivAtom:Categories=cs.CL",
            "--Ingest:Sources:ArxivAtom:Politeness=00:00:00.2");

        // The reply for the day before yesterday does not come: today's, and those of the two days before it, are in.
        await stack.WaitForAsync(counts => counts.Papers == 6, s_patience);
        Assert.True((await OrderAsync(stack, "HuggingFaceDaily")).Joined);
        await Assert.Single(StackProcesses.Serving(stack.ProcessId, "Ingest")).KillAsync();
        release.SetResult();
        await stack.WaitForAsync(counts => counts is { Papers: 10, IsSettled: true }, s_patience);

        await Eventually.TrueAsync(async () => await StatusAsync(stack, "HuggingFaceDaily") is { State: HarvestState.Idle, LastSucceededAt: not null }, s_patience);
        var harvested = await StatusAsync(stack, "HuggingFaceDaily");
        Assert.Equal((10, 0, 0, 0), (harvested.NewPapers, harvested.ChangedPapers, harvested.Rejected, harvested.FailuresInARow));
        Assert.Equal((1, 1, 1), (Asked(daily, ago: 4), Asked(daily, ago: 3), Asked(daily, ago: 1)));
        Assert.Equal(1, daily.MostAtATime);
        await Eventually.TrueAsync(
            async () => await StatusAsync(stack, "ArxivAtom") is { State: HarvestState.Waiting, LastError: { } error } && error.Contains("500", StringComparison.Ordinal),
            s_patience);

        var before = Asked(daily, ago: 0);
        Assert.False((await OrderAsync(stack, "HuggingFaceDaily")).Joined);
        await Eventually.TrueAsync(() => Asked(daily, ago: 0) == before + 1, s_patience);
        await AssertRefusedAsync(stack, "Nobody", HttpStatusCode.NotFound, "HuggingFaceDaily");
        await AssertRefusedAsync(stack, "ArxivRss", HttpStatusCode.Conflict, "Offline");

        await AssertSubmittedAsync(stack, "https://arxiv.org/abs/2602.00099v2", "Title of 2602.00099");
        await AssertSubmittedAsync(stack, "https://huggingface.co/papers/2602.00011", "Title of 2602.00011");
        var counts = await stack.WaitForAsync(counts => counts is { Papers: 11, IsSettled: true }, s_patience);
        Assert.Equal(0, counts.Faults);
    }

    private static string AddressOf(int ago) => $"/api/daily_papers?date={s_today.AddDays(-ago):yyyy-MM-dd}&limit=100";

    private static int Asked(StubSource daily, int ago) => daily.Asked.Count(target => target == AddressOf(ago));

    private static async Task<HarvestStatus> StatusAsync(PapersStack stack, string source) =>
        (await stack.Admin.GetFromJsonAsync("/admin/api/harvests", EventJson.Default.IReadOnlyListHarvestStatus))!.Single(status => status.Name == source); // JSON of ours is no null

    private static async Task<HarvestAccepted> OrderAsync(PapersStack stack, string source)
    {
        using var reply = await stack.Admin.PostAsync($"/admin/api/harvests/{source}", null);
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        return (await reply.Content.ReadFromJsonAsync(EventJson.Default.HarvestAccepted))!; // JSON of ours is no null
    }

    private static async Task AssertRefusedAsync(PapersStack stack, string source, HttpStatusCode status, string reason)
    {
        using var reply = await stack.Admin.PostAsync($"/admin/api/harvests/{source}", null);
        Assert.Equal(status, reply.StatusCode);
        Assert.Contains(reason, await reply.Content.ReadAsStringAsync());
    }

    // The form leads to a page that tells how it goes.
    private static async Task AssertSubmittedAsync(PapersStack stack, string reference, string title)
    {
        using var form = new FormUrlEncodedContent([new("reference", reference)]);
        using var reply = await stack.Web.PostAsync("/submit", form);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var page = reply.RequestMessage!.RequestUri; // it was sent
        await Eventually.TrueAsync(async () => (await stack.Web.GetStringAsync(page)).Contains(title, StringComparison.Ordinal), s_patience);
    }
}
