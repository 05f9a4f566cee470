using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.FindLinks;

public sealed class PaperLinkStoreTests(TestServers servers)
{
    private const string Pairs = "SELECT count(*) FROM paper_links";
    private const string PairsByLink = "SELECT coalesce(sum(pairs), 0)::bigint FROM links";
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_papers_are_saved_published_and_counted()
    {
        await using var links = await CreateAsync();

        var saved = await links.FindAsync(_stop, Finding("2401.00001", 1, "https://a.org/x", "https://github.com/o/r"), Finding("2401.00002", 1));

        Assert.Equal(new SavedFindings(2, 2), saved);
        Assert.Equal((2, 0), await links.TalliesAsync(_stop));
        var published = Assert.Single(await OutboxContents.OfAsync<LinksFound>(links.Db, _stop)).Papers;
        Assert.Equal(["2401.00001", "2401.00002"], published.Select(paper => paper.PaperId.Value));
        Assert.Equal(
            [new FoundLink("https://a.org/x", LinkKind.Page, "abstract"), new FoundLink("https://github.com/o/r", LinkKind.Code, "abstract")],
            published[0].Links);
        Assert.Equal(new FactVersion(1, LinkRules.Version, 0), published[0].Version);
        Assert.Empty(published[1].Links);
    }

    [Fact]
    public async Task Redelivered_and_older_revisions_change_nothing()
    {
        await using var links = await CreateAsync();
        await links.FindAsync(_stop, Finding("2401.00001", 2, "https://a.org/x"));

        Assert.Equal(default, await links.FindAsync(_stop, Finding("2401.00001", 2, "https://a.org/x")));
        Assert.Equal(default, await links.FindAsync(_stop, Finding("2401.00001", 1, "https://b.org/y")));

        Assert.Equal((1, 0), await links.TalliesAsync(_stop));
        Assert.Single(await OutboxContents.OfAsync<LinksFound>(links.Db, _stop));
    }

    [Fact]
    public async Task A_newer_revision_replaces_the_links()
    {
        await using var links = await CreateAsync();
        await links.FindAsync(_stop, Finding("2401.00001", 1, "https://a.org/x", "https://b.org/y"), Finding("2401.00002", 1, "https://a.org/x"));
        await links.CheckAllAsync(CheckOutcome.Answered, _stop);
        Assert.Equal((3, 3), await links.TalliesAsync(_stop));

        await links.FindAsync(_stop, Finding("2401.00001", 2, "https://c.org/z", "https://b.org/y"));

        Assert.Equal((3, 2), await links.TalliesAsync(_stop));
        Assert.Equal(3, await links.CountAsync(Pairs, _stop));
        Assert.Equal(3, await links.CountAsync(PairsByLink, _stop));
        var published = (await OutboxContents.OfAsync<LinksFound>(links.Db, _stop))[^1];
        Assert.Equal(["https://c.org/z", "https://b.org/y"], published.Papers[0].Links.Select(link => link.Url));
    }

    [Fact]
    public async Task A_link_without_papers_is_not_checked()
    {
        await using var links = await CreateAsync();
        await links.FindAsync(_stop, Finding("2401.00001", 1, "https://a.org/x"));
        await links.FindAsync(_stop, Finding("2401.00001", 2));

        var now = TimeProvider.System.GetUtcNow();
        Assert.Empty(await links.Due.LeaseAsync(now, 10, now, _stop));
        Assert.Equal((0, 0), await links.TalliesAsync(_stop));
    }

    [Fact]
    public async Task A_new_paper_with_a_checked_link_gets_its_verdict_at_once_under_its_own_url()
    {
        await using var links = await CreateAsync();
        await links.FindAsync(_stop, Finding("2401.00001", 1, "https://github.com/O/R"));
        await links.CheckAllAsync(CheckOutcome.Answered, _stop);

        await links.FindAsync(_stop, Finding("2401.00002", 1, "http://github.com/o/r.git"));

        Assert.Equal((2, 2), await links.TalliesAsync(_stop));
        var published = (await OutboxContents.OfAsync<LinksChecked>(links.Db, _stop)).SelectMany(message => message.Links).ToList();
        Assert.Equal(
            [("https://github.com/O/R", LinkVerdict.Alive), ("http://github.com/o/r.git", LinkVerdict.Alive)],
            published.Select(link => (link.Url, link.Verdict)));
    }

    [Fact]
    public async Task A_thousand_links_in_one_abstract_are_saved_and_their_verdicts_published_in_several_events()
    {
        await using var links = await CreateAsync();
        await links.FindAsync(_stop, Finding("2401.00001", 1, [.. Enumerable.Range(0, 1000).Select(n => $"https://host{n}.org/{n}")]));

        await links.CheckAllAsync(CheckOutcome.Answered, _stop);

        Assert.Equal((1000, 1000), await links.TalliesAsync(_stop));
        var parts = await OutboxContents.OfAsync<LinksChecked>(links.Db, _stop);
        Assert.All(parts, part => Assert.InRange(part.Links.Count, 1, BatchLimits.Items));
        Assert.Equal(1000, parts.SelectMany(part => part.Links).Select(link => link.Url).Distinct().Count());
    }

    [Fact]
    public async Task Links_up_to_the_maximum_length_are_saved_and_longer_ones_ignored()
    {
        await using var links = await CreateAsync();
        var random = new Random(1);
        var noise = new string([.. Enumerable.Range(0, 2030).Select(_ => "%abcdefghijklmnopqrstuvwxyz0123456789"[random.Next(37)])]);

        var saved = await links.FindAsync(
            _stop,
            Finding("2401.00001", 1, $"https://a.org/{noise.Replace('%', '-')}"),
            Finding("2401.00002", 1, $"https://a.org/{noise}-"),
            Finding("2401.00003", 1, $"https://a.org/{new string('%', 2030)}"),
            Finding("2401.00004", 1, $"https://a.org/{noise}{noise}"));

        Assert.Equal(4, saved.ChangedPapers);
        Assert.Equal(2, await links.CountAsync("SELECT max(octet_length(identity))::bigint / 1024 + 1 FROM links", _stop));
    }

    [Fact]
    public async Task Papers_with_very_many_links_are_published_in_several_events()
    {
        await using var links = await CreateAsync();
        var papers = Enumerable.Range(0, 20)
            .Select(paper => (Paper: paper, Urls: Enumerable.Range(0, 500).Select(n => $"https://host{n}.org/{paper}/a-name-of-common-length")))
            .Select(row => Finding($"2401.{row.Paper:00000}", 1, [.. row.Urls]))
            .ToArray();

        await links.FindAsync(_stop, papers);

        var parts = await OutboxContents.OfAsync<LinksFound>(links.Db, _stop);
        Assert.True(parts.Count > 1);
        Assert.Equal(20, parts.Sum(part => part.Papers.Count));
        Assert.Equal(0, await links.CountAsync($"SELECT count(*) FROM outbox WHERE octet_length(body) > {BatchLimits.Bytes}", _stop));
    }

    [Fact]
    public async Task Concurrent_batches_and_checks_of_shared_links_count_exactly()
    {
        await using var links = await CreateAsync();
        var shared = Enumerable.Range(0, 40).Select(n => $"https://host{n}.org/x").ToArray();

        var finders = Enumerable.Range(0, 6).Select(finder => Task.Run(async () =>
        {
            for (var round = 0; round < 15; round++)
            {
                var urls = shared.Skip((finder + round) % 7).Reverse().ToArray();
                await links.FindAsync(_stop, [.. Enumerable.Range(0, 10).Select(paper => Finding($"{finder % 3}-{paper}", round + 1, urls))]);
            }
        }, _stop));
        var checkers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 25; round++)
            {
                await links.CheckAllAsync(round % 2 == 0 ? CheckOutcome.Answered : CheckOutcome.NotFound, _stop);
            }
        }, _stop));
        await Task.WhenAll([.. finders, .. checkers]);
        await links.CheckAllAsync(CheckOutcome.Answered, _stop);

        var pairs = await links.CountAsync(Pairs, _stop);
        Assert.Equal((pairs, pairs), await links.TalliesAsync(_stop));
        Assert.Equal(pairs, await links.CountAsync(PairsByLink, _stop));
    }

    private static PaperFinding Finding(string paperId, int revision, params string[] urls) => LinkDatabase.Finding(paperId, revision, urls);

    private Task<LinkDatabase> CreateAsync() => LinkDatabase.CreateAsync(servers, TimeProvider.System, _stop);
}
