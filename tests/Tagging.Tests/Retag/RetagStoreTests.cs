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
    public async Task What_an_older_vocabulary_has_read_is_read_again_from_what_is_held()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 3, "old")], isReplay: false, Cancelled);
        Assert.Equal(1, await held.Retag.RetagSomeAsync(s_newer, Cancelled));

        Assert.Equal(["generative-adversarial-network", "machine-translation", "cs-lg"], await held.SlugsAsync("a", Cancelled));
        var told = (await held.ToldAsync(Cancelled))[^1];
        Assert.True(told.IsReplay);
        Assert.Equal(new FactVersion(3, 1_000, 0), Assert.Single(told.Papers).Version);
        Assert.Equal((1, 3), await held.TalliesAsync(Cancelled));
        Assert.Equal(0, await held.Retag.RetagSomeAsync(s_newer, Cancelled));
    }

    [Fact]
    public async Task A_paper_that_is_named_as_before_is_not_told_of_again()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var text = PaperText.Of(TestPapers.Ingested("a", 1));
        await held.Store.SaveAsync([new(text, TestPapers.Matcher.Tag(text))], isReplay: false, Cancelled);
        Assert.Equal(1, await held.Retag.RetagSomeAsync(s_newer, Cancelled));

        Assert.Single(await held.ToldAsync(Cancelled));
        Assert.Equal(1, await held.CountAsync("vocabulary = 1000", Cancelled));
    }

    [Fact]
    public async Task What_a_newer_vocabulary_has_read_is_left_alone()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 1, "newest", vocabulary: 1_001)], isReplay: false, Cancelled);
        Assert.Equal(0, await held.Retag.RetagSomeAsync(s_newer, Cancelled));
    }

    [Fact]
    public async Task Replicas_share_the_papers_and_none_is_read_again_twice()
    {
        const int Count = 1_500;
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        for (var at = 0; at < Count; at += 250)
        {
            await held.Store.SaveAsync([.. Enumerable.Range(at, 250).Select(i => TestPapers.Read($"p{i}", 1, "old"))], isReplay: false, Cancelled);
        }

        var before = (await held.ToldAsync(Cancelled)).Count;
        var readAgain = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Worker(held).RetagAllAsync(Cancelled)));

        Assert.Equal(Count, readAgain.Sum());
        Assert.Equal(Count, await held.CountAsync("vocabulary = 1000", Cancelled));
        Assert.Equal(Count, (await held.ToldAsync(Cancelled)).Skip(before).SelectMany(told => told.Papers).DistinctBy(paper => paper.PaperId).Count());
        Assert.Equal((Count, Count), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task Reading_again_while_revisions_arrive_loses_none_of_them()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        var ids = Enumerable.Range(0, 300).Select(i => $"p{i}").ToList();
        await held.Store.SaveAsync([.. ids.Select(id => TestPapers.Read(id, 1, "old"))], isReplay: false, Cancelled);
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
            await held.Store.SaveAsync([.. ids.Select(id => TestPapers.Read(id, revision, "old"))], isReplay: false, Cancelled);
        }
    }

    private static RetagWorker Worker(HeldPapers held) => new(
        held.Retag, s_newer, Options.Create(new RetagOptions { Pause = TimeSpan.Zero }), TimeProvider.System, NullLogger<RetagWorker>.Instance);
}
