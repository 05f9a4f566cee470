using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class DueLinkStoreTests(TestServers servers)
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Concurrent_workers_lease_no_link_twice()
    {
        await using var links = await WithLinksAsync(500);
        var now = _time.GetUtcNow();
        var leased = new ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await links.Due.LeaseAsync(now, 7, now.AddMinutes(3), _stop) is { Count: > 0 } batch)
            {
                foreach (var link in batch)
                {
                    leased.Add(link.LinkId);
                }
            }
        }, _stop)));

        Assert.Equal(500, leased.Count);
        Assert.Equal(500, leased.Distinct().Count());
    }

    [Fact]
    public async Task An_expired_lease_makes_a_link_due_again_and_a_late_result_changes_nothing()
    {
        await using var links = await WithLinksAsync(1);
        var first = Assert.Single(await LeaseAsync(links));
        Assert.Empty(await LeaseAsync(links));

        _time.Advance(TimeSpan.FromMinutes(4));
        var second = Assert.Single(await LeaseAsync(links));
        Assert.Empty(await links.Checks.SaveAsync([links.Finished(first, CheckOutcome.Gone)], _stop));
        Assert.Single(await links.Checks.SaveAsync([links.Finished(second, CheckOutcome.Answered)], _stop));

        Assert.Equal((1, 1), await links.TalliesAsync(_stop));
        Assert.Equal(1, await links.CountAsync("SELECT count(*) FROM link_checks", _stop));
        Assert.Equal(LinkVerdict.Alive, Assert.Single(Assert.Single(await OutboxContents.OfAsync<LinksChecked>(links.Db, _stop)).Links).Verdict);
    }

    [Fact]
    public async Task A_released_link_is_due_at_its_given_time()
    {
        await using var links = await WithLinksAsync(1);
        var leased = Assert.Single(await LeaseAsync(links));

        await links.Due.ReleaseAsync([new(leased, _time.GetUtcNow().AddSeconds(30))], _stop);

        Assert.Empty(await LeaseAsync(links));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Single(await LeaseAsync(links));
    }

    [Fact]
    public async Task The_state_of_a_link_is_kept_between_checks()
    {
        await using var links = await WithLinksAsync(1);
        foreach (var expected in new[] { LinkVerdict.Unsure, LinkVerdict.Unsure, LinkVerdict.Dead })
        {
            var leased = Assert.Single(await LeaseAsync(links));
            await links.Checks.SaveAsync([links.Finished(leased, CheckOutcome.NotFound)], _stop);
            _time.Advance(TimeSpan.FromDays(2));
            Assert.Equal(
                1,
                await links.CountAsync($"SELECT count(*) FROM links WHERE verdict = '{expected}' AND reason LIKE '%404%' AND status = 404", _stop));
        }

        Assert.Empty(await LeaseAsync(links));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(
            new LinkState(LinkVerdict.Dead, 3, _time.GetUtcNow().AddDays(-32), 0, _time.GetUtcNow().AddMinutes(3)),
            Assert.Single(await LeaseAsync(links)).State);
        Assert.Equal(3, await links.CountAsync("SELECT count(*) FROM link_checks WHERE outcome = 'NotFound'", _stop));
        Assert.Equal((1, 1), await links.TalliesAsync(_stop));
    }

    private async Task<LinkDatabase> WithLinksAsync(int count)
    {
        var links = await LinkDatabase.CreateAsync(servers, _time, _stop);
        await links.FindAsync(_stop, LinkDatabase.Finding("2401.00001", 1, [.. Enumerable.Range(0, count).Select(n => $"https://host{n}.org/x")]));
        return links;
    }

    private Task<IReadOnlyList<LeasedLink>> LeaseAsync(LinkDatabase links) =>
        links.Due.LeaseAsync(_time.GetUtcNow(), 10, _time.GetUtcNow().AddMinutes(3), _stop);
}
