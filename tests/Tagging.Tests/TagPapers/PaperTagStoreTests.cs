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
    public async Task New_papers_are_saved_told_of_and_counted()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var changed = await held.Store.SaveAsync([TestPapers.Read("a", 1, "gan"), TestPapers.Read("b", 3)], isReplay: false, Cancelled);

        Assert.Equal(["a", "b"], changed.Select(paper => paper.PaperId.Value));
        var told = Assert.Single(await held.ToldAsync(Cancelled));
        Assert.False(told.IsReplay);
        Assert.Equal([("a", 1, 1), ("b", 3, 0)], told.Papers.Select(paper => (paper.PaperId.Value, paper.Version.Revision, paper.Tags.Count)));
        Assert.Equal((2, 4), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task Redelivery_changes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 2, "gan")], isReplay: false, Cancelled);
        Assert.Empty(await held.Store.SaveAsync([TestPapers.Read("a", 2, "gan")], isReplay: false, Cancelled));

        Assert.Single(await held.ToldAsync(Cancelled));
        Assert.Equal((1, 2), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_late_revision_changes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 5, "gan")], isReplay: false, Cancelled);
        Assert.Empty(await held.Store.SaveAsync([TestPapers.Read("a", 4, "late", vocabulary: 9)], isReplay: false, Cancelled));

        Assert.Equal(["gan"], await held.SlugsAsync("a", Cancelled));
        Assert.Equal((1, 5), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_later_revision_counts_by_how_much_later_it_is()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 2, "gan")], isReplay: false, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 7, "lora")], isReplay: false, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 8)], isReplay: false, Cancelled);

        Assert.Empty(await held.SlugsAsync("a", Cancelled));
        Assert.Equal((1, 8), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_newer_vocabulary_gets_through_and_raises_no_revision()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 2, "gan")], isReplay: false, Cancelled);
        Assert.Single(await held.Store.SaveAsync([TestPapers.Read("a", 2, "lora", vocabulary: 2)], isReplay: false, Cancelled));

        Assert.Equal((1, 2), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_replay_is_told_as_a_replay()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 1)], isReplay: true, Cancelled);
        Assert.True(Assert.Single(await held.ToldAsync(Cancelled)).IsReplay);
    }

    [Fact]
    public async Task Of_two_revisions_in_one_message_the_newer_is_saved()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 2, "new"), TestPapers.Read("a", 1, "old")], isReplay: false, Cancelled);
        Assert.Equal(["new"], await held.SlugsAsync("a", Cancelled));
        Assert.Equal((1, 2), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task An_empty_message_is_no_work()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        Assert.Empty(await held.Store.SaveAsync([], isReplay: false, Cancelled));
        Assert.Empty(await held.ToldAsync(Cancelled));
    }

    [Fact]
    public async Task Text_that_the_database_cannot_hold_is_saved_all_the_same()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var paper = TestPapers.Ingested("a", 1) with { Title = "GAN\0s \uD800", Abstract = new string('x', 200_000) };
        var text = PaperText.Of(paper);
        await held.Store.SaveAsync([new(text, TestPapers.Matcher.Tag(text))], isReplay: false, Cancelled);
        Assert.Contains("generative-adversarial-network", await held.SlugsAsync("a", Cancelled));
    }

    [Fact]
    public async Task Much_evidence_is_told_in_several_events_each_within_the_limit()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var words = new string('w', 1_000);
        var papers = Enumerable.Range(0, 200).Select(i => TestPapers.Read($"p{i:000}", 1, words)).ToList();
        await held.Store.SaveAsync(papers, isReplay: false, Cancelled);

        var told = await held.ToldAsync(Cancelled);
        Assert.True(told.Count > 1);
        Assert.Equal(200, told.Sum(part => part.Papers.Count));
    }

    [Fact]
    public async Task Consumers_that_save_the_same_papers_at_once_in_any_order_count_each_once()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var savers = Enumerable.Range(0, 4).Select(async saver =>
        {
            var random = new Random(saver);
            for (var revision = 1; revision <= 10; revision++)
            {
                var papers = Enumerable.Range(0, 100).Select(i => TestPapers.Read($"p{i}", revision, "gan")).ToArray();
                random.Shuffle(papers);
                await held.Store.SaveAsync(papers, isReplay: false, Cancelled);
            }
        });
        await Task.WhenAll(savers);

        Assert.Equal((100, 1_000), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task When_saving_fails_nothing_is_told_or_counted()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.ExecuteAsync("ALTER TABLE tallies ADD CONSTRAINT no_tallies CHECK (value < 0)", Cancelled);
        await Assert.ThrowsAsync<PostgresException>(() => held.Store.SaveAsync([TestPapers.Read("a", 1, "gan")], isReplay: false, Cancelled));
        Assert.Empty(await held.ToldAsync(Cancelled));
        Assert.Equal((0, 0), await held.TalliesAsync(Cancelled));
    }
}
