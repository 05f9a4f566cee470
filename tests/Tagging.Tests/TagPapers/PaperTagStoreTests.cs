using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;
using Papers.Tagging.TagPapers;
using Papers.Testing;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class PaperTagStoreTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_papers_are_saved_published_and_counted()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var changed = await held.Store.SaveAsync([TestPapers.Tagged("a", 1, "gan"), TestPapers.Tagged("b", 3)], isReplay: false, Cancelled);

        Assert.Equal(["a", "b"], changed.Select(paper => paper.PaperId.Value));
        var published = Assert.Single(await held.PublishedAsync(Cancelled));
        Assert.False(published.IsReplay);
        Assert.Equal([("a", 1, 1), ("b", 3, 0)], published.Papers.Select(paper => (paper.PaperId.Value, paper.Version.Revision, paper.Tags.Count)));
        Assert.Equal((2, 4), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task Redelivery_changes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 2, "gan")], isReplay: false, Cancelled);
        Assert.Empty(await held.Store.SaveAsync([TestPapers.Tagged("a", 2, "gan")], isReplay: false, Cancelled));

        Assert.Single(await held.PublishedAsync(Cancelled));
        Assert.Equal((1, 2), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_late_revision_changes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 5, "gan")], isReplay: false, Cancelled);
        Assert.Empty(await held.Store.SaveAsync([TestPapers.Tagged("a", 4, "late", vocabulary: 9)], isReplay: false, Cancelled));

        Assert.Equal(["gan"], await held.SlugsAsync("a", Cancelled));
        Assert.Equal((1, 5), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_newer_revision_raises_the_sum_of_revisions_by_the_difference()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 2, "gan")], isReplay: false, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 7, "lora")], isReplay: false, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 8)], isReplay: false, Cancelled);

        Assert.Empty(await held.SlugsAsync("a", Cancelled));
        Assert.Equal((1, 8), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_newer_vocabulary_changes_the_tags_but_not_the_sum_of_revisions()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 2, "gan")], isReplay: false, Cancelled);
        Assert.Single(await held.Store.SaveAsync([TestPapers.Tagged("a", 2, "lora", vocabulary: 2)], isReplay: false, Cancelled));

        Assert.Equal((1, 2), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_replay_is_published_as_a_replay()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 1)], isReplay: true, Cancelled);
        Assert.True(Assert.Single(await held.PublishedAsync(Cancelled)).IsReplay);
    }

    [Fact]
    public async Task Of_two_revisions_in_one_message_the_newer_is_saved()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 2, "new"), TestPapers.Tagged("a", 1, "old")], isReplay: false, Cancelled);
        Assert.Equal(["new"], await held.SlugsAsync("a", Cancelled));
        Assert.Equal((1, 2), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task An_empty_message_publishes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        Assert.Empty(await held.Store.SaveAsync([], isReplay: false, Cancelled));
        Assert.Empty(await held.PublishedAsync(Cancelled));
    }

    [Fact]
    public async Task Text_with_characters_that_the_database_cannot_store_is_saved()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var paper = TestPapers.Ingested("a", 1) with { Title = "GAN\0s \uD800", Abstract = new string('x', 200_000) };
        var text = PaperText.From(paper);
        await held.Store.SaveAsync([new(text, TestPapers.Matcher.Tag(text))], isReplay: false, Cancelled);
        Assert.Contains("generative-adversarial-network", await held.SlugsAsync("a", Cancelled));
    }

    [Fact]
    public async Task Large_batches_are_split_into_several_events()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var words = new string('w', 1_000);
        var papers = Enumerable.Range(0, 200).Select(i => TestPapers.Tagged($"p{i:000}", 1, words)).ToList();
        await held.Store.SaveAsync(papers, isReplay: false, Cancelled);

        var published = await held.PublishedAsync(Cancelled);
        Assert.True(published.Count > 1);
        Assert.Equal(200, published.Sum(part => part.Papers.Count));
    }

    [Fact]
    public async Task Concurrent_saves_of_the_same_papers_count_each_once()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var savers = Enumerable.Range(0, 4).Select(async saver =>
        {
            var random = new Random(saver);
            for (var revision = 1; revision <= 10; revision++)
            {
                var papers = Enumerable.Range(0, 100).Select(i => TestPapers.Tagged($"p{i}", revision, "gan")).ToArray();
                random.Shuffle(papers);
                await held.Store.SaveAsync(papers, isReplay: false, Cancelled);
            }
        });
        await Task.WhenAll(savers);

        Assert.Equal((100, 1_000), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_failed_save_publishes_and_counts_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.ExecuteAsync("ALTER TABLE tallies ADD CONSTRAINT no_tallies CHECK (value < 0)", Cancelled);
        await Assert.ThrowsAsync<PostgresException>(() => held.Store.SaveAsync([TestPapers.Tagged("a", 1, "gan")], isReplay: false, Cancelled));
        Assert.Empty(await held.PublishedAsync(Cancelled));
        Assert.Equal((0, 0), await held.TalliesAsync(Cancelled));
    }
}
