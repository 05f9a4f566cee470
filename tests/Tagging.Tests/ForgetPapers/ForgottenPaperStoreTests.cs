using Papers.Contracts.Ingest;
using Papers.Tagging.ForgetPapers;
using Papers.Testing;

namespace Papers.Tagging.Tests.ForgetPapers;

public sealed class ForgottenPaperStoreTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_withdrawn_paper_leaves_the_counts_and_loses_its_text()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 3, "gan"), TestPapers.Read("b", 1, "gan")], isReplay: false, Cancelled);

        Assert.Equal(1, await Forgotten(held).ForgetAsync([Withdrawn("a", 4)], Cancelled));

        Assert.Equal((1, 1), await held.TalliesAsync(Cancelled));
        Assert.Equal(1, await held.CountAsync("paper_id = 'a' AND withdrawn AND title = '' AND tags = '[]'", Cancelled));
    }

    [Fact]
    public async Task Redelivery_and_a_paper_never_heard_of_count_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 3, "gan")], isReplay: false, Cancelled);
        await Forgotten(held).ForgetAsync([Withdrawn("a", 4)], Cancelled);

        Assert.Equal(0, await Forgotten(held).ForgetAsync([Withdrawn("a", 4), Withdrawn("c", 2)], Cancelled));

        Assert.Equal((0, 0), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task What_arrives_late_does_not_bring_a_withdrawn_paper_back()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await Forgotten(held).ForgetAsync([Withdrawn("a", 4)], Cancelled);

        Assert.Empty(await held.Store.SaveAsync([TestPapers.Read("a", 3, "gan")], isReplay: false, Cancelled));
        Assert.Equal(0, await held.Retag.RetagSomeAsync(TestPapers.Matcher, Cancelled));

        Assert.Equal((0, 0), await held.TalliesAsync(Cancelled));
    }

    [Fact]
    public async Task A_later_revision_brings_it_back_and_a_late_withdrawal_changes_nothing()
    {
        await using var held = await HeldPapers.CreateAsync(servers, Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 3, "gan")], isReplay: false, Cancelled);
        await Forgotten(held).ForgetAsync([Withdrawn("a", 4)], Cancelled);
        await held.Store.SaveAsync([TestPapers.Read("a", 5, "lora")], isReplay: false, Cancelled);

        Assert.Equal(0, await Forgotten(held).ForgetAsync([Withdrawn("a", 4)], Cancelled));

        Assert.Equal((1, 5), await held.TalliesAsync(Cancelled));
        Assert.Equal(["lora"], await held.SlugsAsync("a", Cancelled));
    }

    private static ForgottenPaperStore Forgotten(HeldPapers held) => new(held.DataSource, TimeProvider.System);

    private static WithdrawnPaper Withdrawn(string id, int revision) =>
        new() { PaperId = new(id), Revision = revision, Reason = WithdrawalReason.Deleted, WithdrawnAt = DateTimeOffset.UnixEpoch };
}
