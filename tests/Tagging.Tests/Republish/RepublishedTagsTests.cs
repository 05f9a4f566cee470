using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;
using Papers.Tagging.RemoveTags;
using Papers.Tagging.Republish;
using Papers.Testing;

namespace Papers.Tagging.Tests.Republish;

public sealed class RepublishedTagsTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_stored_tags_are_republished_once()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var papers = Enumerable.Range(0, BatchLimits.Items + 10)
            .Select(i => TestPapers.Tagged($"p{i:000}", i + 1, i % 2 == 0 ? "gan" : null, vocabulary: 3))
            .ToList();
        await held.Store.SaveAsync([.. papers], isReplay: false, Cancelled);
        await new WithdrawnPaperStore(held.DataSource, TimeProvider.System).RemoveAsync(
            [new() { PaperId = new("p005"), Revision = 99, Reason = WithdrawalReason.Deleted, WithdrawnAt = DateTimeOffset.UnixEpoch }],
            Cancelled);
        await held.ExecuteAsync("DELETE FROM outbox", Cancelled);
        var store = new RepublishStore(held.DataSource, [new RepublishedTags(new Outbox(TimeProvider.System))], TimeProvider.System);

        await store.BeginAsync("tags", Cancelled);
        while (await store.TellNextAsync(Cancelled) == RepublishStep.ToldSome)
        {
        }

        var published = await held.PublishedAsync(Cancelled);
        Assert.All(published, message => Assert.True(message.IsReplay));
        Assert.Equal(
            papers.Where(paper => paper.Text.PaperId.Value != "p005").Select(paper => (paper.Text.PaperId, paper.Tagged.Version, paper.Tagged.Tags.Count)),
            published.SelectMany(message => message.Papers).Select(paper => (paper.PaperId, paper.Version, paper.Tags.Count)));
        Assert.Equal("gan", published[0].Papers[0].Tags[0].Slug);
    }
}
