using Papers.Contracts.Ingest;
using Papers.Tagging.RemoveTags;
using Papers.Testing;

namespace Papers.Tagging.Tests.RemoveTags;

public sealed class WithdrawnPaperStoreTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_withdrawn_paper_loses_its_text_and_is_no_longer_counted()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 3, "gan"), TestPapers.Tagged("b", 1, "gan")], isReplay: false, Cancelled);

        Assert.Equal(1, await Store(held).RemoveAsync([Withdrawn("a", 4)], Cancelled));

        Assert.Equal((1, 1), await held.TalliesAsync(Cancelled));
        Assert.Equal(1, await held.CountAsync("paper_id = 'a' AND withdrawn AND title = '' AND tags = '[]'", Cancelled));
    }

    [Fact]
    public async Task Redelivery_and_an_unknown_paper_change_no_count()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 3, "gan")], isReplay: false, Cancelled);
        await Store(held).RemoveAsync([Withdrawn("a", 4)], Cancelled);

        Assert.Equal(0, await Store(held).RemoveAsync([Withdrawn("a", 4), Withdrawn("c", 2)], Cancelled));

        Assert.Equal((0, 0), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_late_older_revision_does_not_restore_a_withdrawn_paper()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await Store(held).RemoveAsync([Withdrawn("a", 4)], Cancelled);

        Assert.Empty(await held.Store.SaveAsync([TestPapers.Tagged("a", 3, "gan")], isReplay: false, Cancelled));
        Assert.Equal(0, await held.Retag.RetagBatchAsync(TestPapers.Matcher, Cancelled));

        Assert.Equal((0, 0), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_newer_revision_restores_a_paper_and_a_late_withdrawal_changes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 3, "gan")], isReplay: false, Cancelled);
        await Store(held).RemoveAsync([Withdrawn("a", 4)], Cancelled);
        await held.Store.SaveAsync([TestPapers.Tagged("a", 5, "lora")], isReplay: false, Cancelled);

        Assert.Equal(0, await Store(held).RemoveAsync([Withdrawn("a", 4)], Cancelled));

        Assert.Equal((1, 5), await held.TalliesAsync(Cancelled));
        Assert.Equal(["lora"], await held.SlugsAsync("a", Cancelled));
    }

    private static WithdrawnPaperStore Store(HeldPapers held) => new(held.DataSource, TimeProvider.System);

    private static WithdrawnPaper Withdrawn(string id, int revision) =>
        new() { PaperId = new(id), Revision = revision, Reason = WithdrawalReason.Deleted, WithdrawnAt = DateTimeOffset.UnixEpoch };
}
