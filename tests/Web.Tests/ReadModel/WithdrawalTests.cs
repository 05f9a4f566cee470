using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.Testing;
using Papers.Web.Daily;
using Papers.Web.ReadModel;
using Papers.Web.Tags;
using Papers.Web.Trending;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.ReadModel;

public sealed class WithdrawalTests(TestServers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!; // set before any test
    private SampleEvents _events = null!; // set before any test
    private PaperReader _shown = null!; // set before any test
    private WithdrawalStore _withdrawals = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await WebDatabase.CreateAsync(servers);
        _events = SampleEvents.For(_database.DataSource);
        _shown = new(_database.DataSource);
        _withdrawals = new(_database.DataSource);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_withdrawn_paper_disappears_from_lists_and_counts()
    {
        await SaveAllAsync("a", revision: 1);
        await SaveAllAsync("b", revision: 1);

        Assert.Equal(1, await _events.WithdrawalsAsync(Withdrawn("a")));

        Assert.Null(await _shown.FindAsync(new("a"), Cancellation));
        var daily = await new DailyPapers(_database.DataSource, _shown, TimeProvider.System).ReadAsync(DaySpan.Containing(Day, SpanKind.Day), 0, 10, Cancellation);
        Assert.Equal(("b", 1, 1L), (Assert.Single(daily.Papers).PaperId.Value, daily.Total, daily.WithLinks));
        Assert.Equal(["b"], (await new TrendingPapers(_database.DataSource, _shown).RankAsync(Day, Day, 10, Cancellation)).Select(ranked => ranked.Paper.PaperId.Value));
        var tags = new TaggedPapers(_database.DataSource, _shown, TimeProvider.System);
        Assert.Equal(1, Assert.Single(await tags.ReadAllAsync(Cancellation)).Papers);
        Assert.Equal(["b"], (await tags.FindAsync("images", 0, 10, Cancellation))?.Papers.Select(paper => paper.PaperId.Value) ?? []);
    }

    [Fact]
    public async Task The_last_paper_of_a_site_may_be_withdrawn()
    {
        await SaveAllAsync("a", revision: 1);
        await _events.WithdrawalsAsync(Withdrawn("a"));

        Assert.Null(await new DailyPapers(_database.DataSource, _shown, TimeProvider.System).FindLatestDayAsync(Cancellation));
    }

    [Fact]
    public async Task Only_a_later_revision_restores_a_withdrawn_paper()
    {
        await _events.WithdrawalsAsync(Withdrawn("a", revision: 3));

        await SaveAllAsync("a", revision: 2);
        Assert.Null(await _shown.FindAsync(new("a"), Cancellation));
        Assert.Equal(0, await _events.PapersAsync(Paper("a", revision: 3)));
        Assert.Equal((0, 0), (await _events.TagsAsync(Tagged("a", Version(2, 9), "Images")), await _events.LinksAsync(Linked("a", Version(2, 9), "https://a.github.io"))));

        await SaveAllAsync("a", revision: 4);
        var paper = await _shown.FindAsync(new("a"), Cancellation);
        Assert.Equal(("Title 4", "Images"), (paper?.Title, paper?.Tags.Single().Name));

        Assert.Equal(0, await _events.WithdrawalsAsync(Withdrawn("a", revision: 3)));
        Assert.NotNull(await _shown.FindAsync(new("a"), Cancellation));
    }

    [Fact]
    public async Task Withdrawals_are_idempotent()
    {
        await SaveAllAsync("a", revision: 1);

        Assert.Equal(2, await _events.WithdrawalsAsync(Withdrawn("a"), Withdrawn("a", revision: 5), Withdrawn("never-seen")));
        Assert.Equal(0, await _events.WithdrawalsAsync(Withdrawn("a"), Withdrawn("a", revision: 5), Withdrawn("never-seen")));
    }

    [Fact]
    public async Task A_concurrent_withdrawal_wins_over_its_paper()
    {
        var ids = Enumerable.Range(0, 40).Select(number => $"p{number:00}").ToArray();
        await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(_ => new Task[]
        {
            _events.PapersAsync([.. ids.Reverse().Select(id => Paper(id))]),
            _events.TagsAsync([.. ids.Select(id => Tagged(id, Version(), "Images"))]),
            _events.WithdrawalsAsync([.. ids.Select(id => Withdrawn(id))]),
        }));

        Assert.Empty(await _shown.GetAsync(ids, Cancellation));
        Assert.Equal(0, (await new TaggedPapers(_database.DataSource, _shown, TimeProvider.System).FindAsync("images", 0, 10, Cancellation))?.Tag.Papers);
    }

    [Fact]
    public async Task Follows_a_chain_of_merges()
    {
        await _events.PapersAsync(Paper("c"));
        await _events.WithdrawalsAsync(Withdrawn("a", mergedInto: "b"), Withdrawn("b", mergedInto: "c"));

        Assert.Equal(new PaperLocation(new PaperId("c")), await _withdrawals.FindLocationAsync(new("a"), Cancellation));
        Assert.Equal(new PaperLocation(new PaperId("c")), await _withdrawals.FindLocationAsync(new("c"), Cancellation));
        Assert.Null(await _withdrawals.FindLocationAsync(new("unknown"), Cancellation));
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("never-seen", null)]
    [InlineData("b", null)]
    public async Task A_merge_chain_without_end_counts_as_withdrawn(string first, string? second)
    {
        await _events.WithdrawalsAsync(Withdrawn("a", mergedInto: first), Withdrawn("b", mergedInto: second));

        Assert.Equal(new PaperLocation(null), await _withdrawals.FindLocationAsync(new("a"), Cancellation));
    }

    private async Task SaveAllAsync(string id, int revision)
    {
        await _events.PapersAsync(Paper(id, $"Title {revision}", revision: revision));
        await _events.TagsAsync(Tagged(id, Version(revision), "Images"));
        await _events.LinksAsync(Linked(id, Version(revision), "https://github.com/a/b"));
        await _events.VerdictsAsync(Checked("https://github.com/a/b", LinkVerdict.Alive));
    }
}
