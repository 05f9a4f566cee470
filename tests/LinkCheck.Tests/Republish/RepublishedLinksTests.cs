using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.LinkCheck.Republish;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.Republish;

public sealed class RepublishedLinksTests(TestServers servers)
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_are_republished_in_order_and_verdicts_under_each_papers_url()
    {
        await using var links = await LinkDatabase.CreateAsync(servers, TimeProvider.System, _stop);
        await links.FindAsync(
            _stop,
            LinkDatabase.Finding("2401.00001", 2, "https://b.org/y", "https://github.com/Sony/CTM.git"),
            LinkDatabase.Finding("2401.00002", 1),
            LinkDatabase.Finding("2401.00003", 1, "https://github.com/sony/ctm"),
            LinkDatabase.Finding("2401.00004", 1, "https://gone.org"));
        await links.CheckAllAsync(CheckOutcome.Answered, _stop);
        await links.FindAsync(_stop, LinkDatabase.Finding("2401.00005", 1, "https://new.org/unchecked"));
        await links.Papers.RemoveAsync([new() { PaperId = new("2401.00004"), Version = new(2, LinkRules.Withdrawn, 0), Links = [] }], _stop);
        await using (var clear = links.Db.CreateCommand("DELETE FROM outbox"))
        {
            await clear.ExecuteNonQueryAsync(_stop);
        }

        var store = new RepublishStore(links.Db, [new RepublishedLinks(new Outbox(TimeProvider.System))], TimeProvider.System);

        await store.BeginAsync("links", _stop);
        Assert.Equal(RepublishStep.ToldSome, await store.TellNextAsync(_stop));
        Assert.Equal(RepublishStep.Finished, await store.TellNextAsync(_stop));

        var found = Assert.Single(await OutboxContents.OfAsync<LinksFound>(links.Db, _stop));
        Assert.True(found.IsReplay);
        Assert.Equal(["2401.00001", "2401.00002", "2401.00003", "2401.00005"], found.Papers.Select(paper => paper.PaperId.Value));
        Assert.Equal(["https://b.org/y", "https://github.com/Sony/CTM.git"], found.Papers[0].Links.Select(link => link.Url));
        Assert.Equal(new(2, LinkRules.Version, 0), found.Papers[0].Version);
        Assert.Empty(found.Papers[1].Links);
        var verdicts = Assert.Single(await OutboxContents.OfAsync<LinksChecked>(links.Db, _stop));
        Assert.True(verdicts.IsReplay);
        Assert.Equal(["https://b.org/y", "https://github.com/Sony/CTM.git", "https://github.com/sony/ctm"], verdicts.Links.Select(link => link.Url));
        Assert.All(verdicts.Links, link => Assert.Equal(LinkVerdict.Alive, link.Verdict));
    }
}
