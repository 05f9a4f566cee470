using System.Net.Http.Json;
using System.Text.Json;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.Testing;

namespace Papers.Tagging.Tests;

public sealed class TaggingServiceTests(TestServers servers)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingested_papers_are_tagged_and_published()
    {
        await using var host = await TaggingHost.StartAsync(servers, Cancelled);
        var withoutTags = TestPapers.Ingested("t-1", 1) with { Title = "None", Abstract = "", Categories = [] };
        await host.PublishAsync(new PapersIngested { Papers = [TestPapers.Ingested("2401.01234", 2), withoutTags] }, Cancelled);

        var tagged = await TakeTaggedAsync(host);
        Assert.Equal(["2401.01234", "t-1"], tagged.Papers.Select(paper => paper.PaperId.Value));
        Assert.Equal(["generative-adversarial-network", "machine-translation", "cs-lg"], tagged.Papers[0].Tags.Select(tag => tag.Slug));
        Assert.Equal(new("GANs", "title", 20), tagged.Papers[0].Tags[0].Evidence[0]);
        Assert.Empty(tagged.Papers[1].Tags);

        var counts = await host.Client.GetFromJsonAsync("/internal/counts", EventJson.Default.ServiceCounts, Cancelled);
        Assert.Equal((2, 3), (counts!.Tallies[TallyNames.TaggedPapers], counts.Tallies[TallyNames.TaggedRevisions])); // 200 carries a body
    }

    private static async Task<PapersTagged> TakeTaggedAsync(TaggingHost host)
    {
        byte[]? body = null;
        await Eventually.TrueAsync(async () => (body = await host.TakeAsync(Queues.ShowTags, Cancelled)) is not null, s_timeout);
        using var envelope = JsonDocument.Parse(body);
        return envelope.RootElement.GetProperty("message").Deserialize(EventJson.Default.PapersTagged)!; // an envelope's message is an object
    }
}
