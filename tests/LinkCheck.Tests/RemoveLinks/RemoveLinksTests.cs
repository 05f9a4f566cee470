using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.RemoveLinks;

public sealed class RemoveLinksTests(TestServers servers)
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_of_a_withdrawn_paper_are_no_longer_counted_and_nothing_is_published()
    {
        await using var links = await LinkDatabase.CreateAsync(servers, TimeProvider.System, _stop);
        await links.FindAsync(
            _stop,
            LinkDatabase.Finding("2401.00001", 1, "https://a.org/x", "https://b.org/y"),
            LinkDatabase.Finding("2401.00002", 1, "https://a.org/x"));
        await links.CheckAllAsync(CheckOutcome.Answered, _stop);

        await links.Papers.RemoveAsync([Withdrawn("2401.00001", 2)], _stop);
        await links.Papers.RemoveAsync([Withdrawn("2401.00001", 2)], _stop);

        Assert.Equal((1, 1), await links.TalliesAsync(_stop));
        Assert.Single(await OutboxContents.OfAsync<LinksFound>(links.Db, _stop));
        Assert.Equal(0, await links.CountAsync("SELECT pairs::bigint FROM links WHERE url = 'https://b.org/y'", _stop));
    }

    [Fact]
    public async Task Only_a_newer_revision_restores_the_links()
    {
        await using var links = await LinkDatabase.CreateAsync(servers, TimeProvider.System, _stop);
        await links.Papers.RemoveAsync([Withdrawn("2401.00001", 3)], _stop);

        Assert.Equal(default, await links.FindAsync(_stop, LinkDatabase.Finding("2401.00001", 3, "https://a.org/x")));
        Assert.Equal(new SavedFindings(1, 1), await links.FindAsync(_stop, LinkDatabase.Finding("2401.00001", 4, "https://a.org/x")));

        Assert.Equal((1, 0), await links.TalliesAsync(_stop));
    }

    private static PaperFinding Withdrawn(string paperId, int revision) =>
        new() { PaperId = new(paperId), Version = new(revision, LinkRules.Withdrawn, 0), Links = [] };
}
