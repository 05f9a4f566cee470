using Papers.Contracts.Ingest;
using Papers.Testing;
using Papers.Web.ReadModel;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.ReadModel;

public sealed class ObservationTests(TestServers servers) : IAsyncLifetime
{
    private static readonly Featured s_featured = new()
    {
        Day = Day,
        FeaturedAt = new(2025, 3, 10, 1, 2, 3, TimeSpan.FromHours(1)),
        SubmittedBy = new("ada", "Ada Lovelace", "/avatars/1.svg"),
        Organization = new("example", null, null),
        GithubRepo = "https://github.com/Example/Code",
        Summary = "Short.",
        Keywords = ["one", "two"],
    };

    private TestDatabase _database = null!; // set before any test
    private SampleEvents _events = null!; // set before any test
    private PaperReader _shown = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await WebDatabase.CreateAsync(servers);
        _events = SampleEvents.For(_database.DataSource);
        _shown = new(_database.DataSource);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Featured_data_and_source_texts_belong_to_their_revision()
    {
        await _events.PapersAsync(Paper("a", "On α") with { SourceTitle = "On $\\alpha$", SourceAbstract = "An\nabstract.", Featured = s_featured });

        var paper = await ShownAsync();
        Assert.Equal(("On α", "On $\\alpha$", "An abstract.", "An\nabstract."), (paper.Title, paper.SourceTitle, paper.Abstract, paper.SourceAbstract));
        Assert.Equivalent(s_featured, paper.Featured, strict: true);

        await _events.PapersAsync(Paper("a", "On beta", revision: 2));

        paper = await ShownAsync();
        Assert.Equal(("On beta", null), (paper.SourceTitle, paper.Featured));
    }

    [Fact]
    public async Task The_latest_observation_wins_in_any_order()
    {
        await _events.PapersAsync(Paper("a"));
        Assert.Equal(1, await _events.ObservationsAsync(Seen("a", upvotes: 12, minute: 2, stars: 5), Seen("a", upvotes: 3, minute: 1)));

        Assert.Equal(0, await _events.ObservationsAsync(Seen("a", upvotes: 4, minute: 1)));
        Assert.Equal(0, await _events.ObservationsAsync(Seen("a", upvotes: 12, minute: 2, stars: 5)));
        Assert.Equal((12, 5, "huggingface-daily"), await CountsAsync());

        Assert.Equal(1, await _events.ObservationsAsync(Seen("a", upvotes: 11, minute: 3)));
        Assert.Equal((11, null, "huggingface-daily"), await CountsAsync());
    }

    [Fact]
    public async Task Shows_the_highest_count_of_several_sources()
    {
        await _events.PapersAsync(Paper("a"));
        await _events.ObservationsAsync(Seen("a", upvotes: 3, stars: 9, source: "one"), Seen("a", upvotes: 7, minute: 1, source: "other"));

        Assert.Equal((7, 9, "other"), await CountsAsync());
    }

    [Fact]
    public async Task An_observation_may_arrive_before_its_paper()
    {
        await _events.ObservationsAsync(Seen("a", upvotes: 3));
        Assert.Null(await _shown.FindAsync(new("a"), Cancellation));

        await _events.PapersAsync(Paper("a"));
        Assert.Equal(3, (await ShownAsync()).Counts?.Upvotes);
    }

    [Fact]
    public async Task Stars_are_shown_at_their_repository()
    {
        await _events.PapersAsync(Paper("a") with { Featured = s_featured });
        await _events.LinksAsync(Linked("a", Version(), "https://github.com/other/code", "https://github.com/example/code/tree/main"));
        await _events.ObservationsAsync(Seen("a", upvotes: null, stars: 1_200));

        Assert.Equal(
            [("https://github.com/other/code", null), ("https://github.com/example/code/tree/main", 1_200)],
            (await ShownAsync()).Links.Select(link => (link.Url, link.Stars)));
    }

    private async Task<ShownPaper> ShownAsync() =>
        await _shown.FindAsync(new("a"), Cancellation) ?? throw new InvalidOperationException("The paper is not shown.");

    private async Task<(int?, int?, string?)> CountsAsync() =>
        (await ShownAsync()).Counts is { } counts ? (counts.Upvotes, counts.GithubStars, counts.Source) : default;
}
