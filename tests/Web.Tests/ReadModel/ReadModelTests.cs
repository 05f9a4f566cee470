using Papers.Contracts.LinkCheck;
using Papers.Testing;
using Papers.Web.Layout;
using Papers.Web.ReadModel;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.ReadModel;

public sealed class ReadModelTests(TestServers servers) : IAsyncLifetime
{
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
    public async Task Combines_the_facts_of_all_services()
    {
        var told = Paper("2503.00001", "Title", "Abstract", place: 4) with
        {
            Authors = ["Ada Lovelace", "Moreno D'Incà"],
            Categories = ["cs.CL"],
            Doi = "10.1/x",
            Comment = "12 pages",
            PublishedAt = new(2025, 3, 10, 1, 0, 0, TimeSpan.FromHours(2)),
        };
        await _events.PapersAsync(told);
        await _events.TagsAsync(Tagged("2503.00001", Version(), "Image generation", "Distillation"));
        await _events.LinksAsync(Linked("2503.00001", Version(), "https://github.com/a/b", "https://a.github.io"));
        await _events.VerdictsAsync(Checked("https://a.github.io", LinkVerdict.Dead, status: 404, reason: "not found"));

        var paper = await ShownAsync("2503.00001");

        Assert.Equal(("Title", "Abstract", "10.1/x", "12 pages", 4), (paper.Title, paper.Abstract, paper.Doi, paper.Comment, paper.ListPosition));
        Assert.Equal(told.Authors, paper.Authors);
        Assert.Equal(told.PublishedAt, paper.PublishedAt);
        Assert.Equal(["Image generation", "Distillation"], paper.Tags.Select(tag => tag.Name));
        Assert.Equal([("https://github.com/a/b", null), ("https://a.github.io", LinkVerdict.Dead)], paper.Links.Select(link => (link.Url, link.Verdict)));
        Assert.Equal((404, "not found"), (paper.Links[1].Status, paper.Links[1].Reason));
    }

    [Fact]
    public async Task Facts_may_arrive_before_their_paper()
    {
        await _events.VerdictsAsync(Checked("https://github.com/a/b", LinkVerdict.Alive));
        await _events.LinksAsync(Linked("a", Version(), "https://github.com/a/b"));
        await _events.TagsAsync(Tagged("a", Version(), "Distillation"));
        Assert.Null(await _shown.FindAsync(new("a"), Cancellation));

        await _events.PapersAsync(Paper("a"));

        var paper = await ShownAsync("a");
        Assert.Equal(LinkVerdict.Alive, Assert.Single(paper.Links).Verdict);
        Assert.Equal("Distillation", Assert.Single(paper.Tags).Name);
    }

    [Fact]
    public async Task A_late_revision_changes_nothing()
    {
        Assert.Equal(1, await _events.PapersAsync(Paper("a", "Second", revision: 2)));

        Assert.Equal(0, await _events.PapersAsync(Paper("a", "First", revision: 1)));
        Assert.Equal(0, await _events.PapersAsync(Paper("a", "Again", revision: 2)));

        Assert.Equal("Second", (await ShownAsync("a")).Title);
    }

    [Fact]
    public async Task Keeps_the_newest_of_two_revisions_in_one_message()
    {
        await _events.PapersAsync(Paper("a", "Second", revision: 2), Paper("a", "First", revision: 1), Paper("b"));

        Assert.Equal("Second", (await ShownAsync("a")).Title);
    }

    [Fact]
    public async Task Tags_are_ordered_by_revision_model_and_curation()
    {
        await _events.PapersAsync(Paper("a"));
        await _events.TagsAsync(Tagged("a", Version(2, 1, 0), "One"));

        Assert.Equal(0, await _events.TagsAsync(Tagged("a", Version(1, 9, 9), "Older revision")));
        Assert.Equal(1, await _events.TagsAsync(Tagged("a", Version(2, 2, 0), "Newer model")));
        Assert.Equal(0, await _events.TagsAsync(Tagged("a", Version(2, 1, 5), "Older model")));
        Assert.Equal(1, await _events.TagsAsync(Tagged("a", Version(2, 2, 1), "Newer curation")));

        Assert.Equal(["Newer curation"], (await ShownAsync("a")).Tags.Select(tag => tag.Name));
    }

    [Fact]
    public async Task A_revision_without_links_removes_the_old_ones()
    {
        await _events.PapersAsync(Paper("a"));
        await _events.LinksAsync(Linked("a", Version(1), "https://github.com/a/b"));

        await _events.LinksAsync(Linked("a", Version(2)));

        Assert.Empty((await ShownAsync("a")).Links);
    }

    [Fact]
    public async Task Renames_a_tag_everywhere()
    {
        await _events.PapersAsync(Paper("a"), Paper("b"));
        await _events.TagsAsync(Tagged("a", Version(), "image generation"));

        await _events.TagsAsync(Tagged("b", Version(), "Image Generation"));

        Assert.Equal("Image Generation", (await ShownAsync("a")).Tags.Single().Name);
    }

    [Fact]
    public async Task The_latest_check_wins_for_a_very_long_URL()
    {
        var url = $"https://example.org/{new string('x', 6_000)}";
        await _events.PapersAsync(Paper("a"));
        await _events.LinksAsync(Linked("a", Version(), url));
        await _events.VerdictsAsync(Checked(url, LinkVerdict.Dead, minute: 5));

        Assert.Equal(0, await _events.VerdictsAsync(Checked(url, LinkVerdict.Alive, minute: 4)));

        Assert.Equal(LinkVerdict.Dead, (await ShownAsync("a")).Links.Single().Verdict);
    }

    [Fact]
    public async Task A_line_break_does_not_split_a_name()
    {
        await _events.PapersAsync(Paper("a") with { Authors = ["Ada\nLovelace", "'); DROP TABLE papers; --"] });

        Assert.Equal(["Ada Lovelace", "'); DROP TABLE papers; --"], (await ShownAsync("a")).Authors);
    }

    [Fact]
    public async Task Concurrent_batches_do_not_deadlock()
    {
        var ids = Enumerable.Range(0, 100).Select(number => $"p{number:000}").ToArray();
        await Task.WhenAll(Enumerable.Range(1, 12).Select(async revision =>
        {
            var order = revision % 2 == 0 ? ids : [.. ids.Reverse()];
            await _events.PapersAsync([.. order.Select(id => Paper(id, $"Title {revision}", revision: revision))]);
            await _events.TagsAsync([.. order.Select(id => Tagged(id, Version(revision), $"Tag {revision}", $"Other {13 - revision}"))]);
        }));

        var papers = await _shown.GetAsync(ids, Cancellation);
        Assert.Equal(100, papers.Count);
        Assert.All(papers, paper => Assert.Equal(("Title 12", "Tag 12"), (paper.Title, paper.Tags[0].Name)));
    }

    private async Task<ShownPaper> ShownAsync(string id) =>
        await _shown.FindAsync(new(id), Cancellation) ?? throw new InvalidOperationException($"There is no paper {id}.");
}
