using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Papers.Contracts;
using Papers.Tagging.Retag;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;
using Papers.Testing;

namespace Papers.Tagging.Tests.Retag;

public sealed class RetagStoreTests(TestServers servers)
{
    private static readonly TagMatcher s_newer = new(new TagVocabulary
    {
        Version = 1_000,
        Categories = TagVocabulary.Load().Categories,
        Entries = TagVocabulary.Load().Entries,
    });

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paper_tagged_with_an_older_vocabulary_is_retagged_from_its_stored_text()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 3, "old")], isReplay: false, Cancelled);
        Assert.Equal(1, await held.Retag.RetagBatchAsync(s_newer, Cancelled));

        Assert.Equal(["generative-adversarial-network", "machine-translation", "cs-lg"], await held.SlugsAsync("a", Cancelled));
        var published = (await held.PublishedAsync(Cancelled))[^1];
        Assert.True(published.IsReplay);
        Assert.Equal(new FactVersion(3, 1_000, 0), Assert.Single(published.Papers).Version);
        Assert.Equal((1, 3), await held.TalliesAsync(Cancelled));
        Assert.Equal(0, await held.Retag.RetagBatchAsync(s_newer, Cancelled));
    }

    [Fact]
    public async Task A_paper_whose_tags_stay_the_same_is_not_published_again()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var text = PaperText.From(TestPapers.Ingested("a", 1));
        await held.Store.SaveAsync([new(text, TestPapers.Matcher.Tag(text))], isReplay: false, Cancelled);
        Assert.Equal(1, await held.Retag.RetagBatchAsync(s_newer, Cancelled));

        Assert.Single(await held.PublishedAsync(Cancelled));
        Assert.Equal(1, await held.CountAsync("vocabulary = 1000", Cancelled));
    }

    [Fact]
    public async Task A_paper_tagged_with_a_newer_vocabulary_is_not_retagged()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 1, "newest", vocabulary: 1_001)], isReplay: false, Cancelled);
        Assert.Equal(0, await held.Retag.RetagBatchAsync(s_newer, Cancelled));
    }

    [Fact]
    public async Task Replicas_share_the_papers_and_retag_none_twice()
    {
        const int Count = 1_500;
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        for (var at = 0; at < Count; at += 250)
        {
            await held.Store.SaveAsync([.. Enumerable.Range(at, 250).Select(i => TestPapers.Tagged($"p{i}", 1, "old"))], isReplay: false, Cancelled);
        }

        var before = (await held.PublishedAsync(Cancelled)).Count;
        var retagged = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Worker(held).RetagAllAsync(Cancelled)));

        Assert.Equal(Count, retagged.Sum());
        Assert.Equal(Count, await held.CountAsync("vocabulary = 1000", Cancelled));
        var events = (await held.PublishedAsync(Cancelled)).Skip(before);
        Assert.Equal(Count, events.SelectMany(message => message.Papers).DistinctBy(paper => paper.PaperId).Count());
        Assert.Equal((Count, Count), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task Retagging_while_revisions_arrive_loses_no_revision()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var ids = Enumerable.Range(0, 300).Select(i => $"p{i}").ToList();
        await held.Store.SaveAsync([.. ids.Select(id => TestPapers.Tagged(id, 1, "old"))], isReplay: false, Cancelled);
        await Task.WhenAll(
            Worker(held).RetagAllAsync(Cancelled),
            SaveRevisionsAsync(held, ids));
        await Worker(held).RetagAllAsync(Cancelled);

        Assert.Equal(300, await held.CountAsync("revision = 6 AND vocabulary = 1000", Cancelled));
        Assert.Equal((300, 1_800), await held.TalliesAsync(Cancelled));
    }

    private static async Task SaveRevisionsAsync(HeldPapers held, List<string> ids)
    {
        for (var revision = 2; revision <= 6; revision++)
        {
            await held.Store.SaveAsync([.. ids.Select(id => TestPapers.Tagged(id, revision, "old"))], isReplay: false, Cancelled);
        }
    }

    private static RetagWorker Worker(HeldPapers held) => new(
        held.Retag, s_newer, Options.Create(new RetagOptions { Pause = TimeSpan.Zero }), TimeProvider.System, NullLogger<RetagWorker>.Instance);
}
