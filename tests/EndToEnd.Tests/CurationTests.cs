using System.Net;
using System.Net.Http.Json;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>An operator joins what is one paper and splits what is not, and readers see it.</summary>
[Trait("Category", "Long")]
public sealed class CurationTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Twins_are_joined_and_split_again_and_a_later_import_changes_neither()
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false");
        var twins = Lines.One("2601.00001", "On attention", "We study attention.") + Lines.One("2601.00002", "On attention", "We study attention again.");
        await stack.DropAsync("twins.jsonl", twins);
        await stack.WaitForAsync(counts => counts is { Papers: 2, IsSettled: true }, s_patience);
        var suspected = Assert.Single((await stack.Admin.GetFromJsonAsync("/admin/api/twins", EventJson.Default.TwinList))!.Twins); // JSON of ours is no null

        using (var joined = await stack.Admin.PostAsync($"/admin/api/twins/{suspected.Id}/join", null))
        {
            Assert.Equal(new TwinsJoined(new("2601.00001"), new("2601.00002")), await joined.Content.ReadFromJsonAsync(EventJson.Default.TwinsJoined));
        }

        await stack.WaitForAsync(counts => counts is { Papers: 1, IsSettled: true }, s_patience);
        await Eventually.TrueAsync(async () => await FinalAddressAsync(stack, "/papers/2601.00002") == "/papers/2601.00001", s_patience);
        using (var again = await stack.Admin.PostAsync($"/admin/api/twins/{suspected.Id}/join", null))
        {
            Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        }

        await stack.DropAsync("again.jsonl", twins);
        await stack.ReportAsync("again.jsonl", s_patience);
        Assert.Equal(1, (await stack.WaitForAsync(counts => counts.IsSettled, s_patience)).Papers);

        var catalogued = await stack.Admin.GetFromJsonAsync("/admin/api/papers?id=arXiv:2601.00002v3", EventJson.Default.CataloguedPaper);
        Assert.Equal(("2601.00001", 2), (catalogued!.PaperId.Value, catalogued.Sources.Count)); // as above
        using (var split = await stack.Admin.PostAsync("/admin/api/papers/split?id=2601.00001&source=json-lines&key=2601.00002", null))
        {
            Assert.Equal(HttpStatusCode.OK, split.StatusCode);
        }

        await stack.WaitForAsync(counts => counts is { Papers: 2, IsSettled: true }, s_patience);
        await stack.DropAsync("once-more.jsonl", twins);
        await stack.ReportAsync("once-more.jsonl", s_patience);
        var counts = await stack.WaitForAsync(counts => counts is { Papers: 2, IsSettled: true }, s_patience);
        Assert.Equal(0, counts.Faults);
        await Eventually.TrueAsync(async () => await FinalAddressAsync(stack, "/papers/2601.00002") == "/papers/2601.00002", s_patience);
        Assert.Empty((await stack.Admin.GetFromJsonAsync("/admin/api/twins", EventJson.Default.TwinList))!.Twins); // as above
    }

    private static async Task<string> FinalAddressAsync(PapersStack stack, string address)
    {
        using var reply = await stack.Web.GetAsync(address);
        return reply.IsSuccessStatusCode ? reply.RequestMessage!.RequestUri!.AbsolutePath : reply.StatusCode.ToString(); // it was sent
    }
}
