using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Papers.Testing;
using Papers.Testing.Telemetry;
using Papers.Web.Layout;
using Papers.Web.Search;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Search;

public sealed class SearchIndexFollowerTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryIndex _folder = new();
    private TestDatabase _database = null!; // set before any test
    private SampleEvents _events = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await WebDatabase.CreateAsync(servers);
        _events = SampleEvents.For(_database.DataSource);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Indexes_the_current_revision_of_new_papers()
    {
        using var index = _folder.Open();
        using var follower = Follower(index);
        await follower.StartAsync(Cancellation);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(revision => _events.PapersAsync(
            [.. Enumerable.Range(0, 80).Select(number => Paper($"p{number}", $"Revision{revision} of {number}", revision: revision))])));
        await Eventually.TrueAsync(() => index.Revisions == 80 * 6, s_patience);
        await follower.StopAsync(Cancellation);

        Assert.Equal(80, index.Papers);
        Assert.Equal(80, TemporaryIndex.Find(index, "revision6").Length);
        Assert.Empty(TemporaryIndex.Find(index, "revision5"));
    }

    [Fact]
    public async Task Removes_withdrawn_papers_from_the_index()
    {
        using var index = _folder.Open();
        using var follower = Follower(index);
        await follower.StartAsync(Cancellation);
        await _events.PapersAsync(Paper("a", "Alpha"), Paper("b", "Beta"));
        await Eventually.TrueAsync(() => index.Revisions == 2, s_patience);

        await _events.WithdrawalsAsync(Withdrawn("a"));
        await Eventually.TrueAsync(() => index.Revisions == 1, s_patience);
        await follower.StopAsync(Cancellation);

        Assert.Equal(1, index.Papers);
        Assert.Empty(TemporaryIndex.Find(index, "alpha"));
    }

    [Fact]
    public async Task Resumes_after_a_restart()
    {
        using (var index = _folder.Open())
        {
            using var follower = Follower(index);
            await follower.StartAsync(Cancellation);
            await _events.PapersAsync(Paper("a", "Alpha"));
            await Eventually.TrueAsync(() => index.Papers == 1, s_patience);
            await follower.StopAsync(Cancellation);
        }

        await _events.PapersAsync(Paper("b", "Beta"));
        using var again = _folder.Open();
        Assert.Equal((1, 1), (again.Papers, again.Revisions));
        using var second = Follower(again);
        await second.StartAsync(Cancellation);
        await Eventually.TrueAsync(() => again.Papers == 2, s_patience);
        await second.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Rebuilds_a_lost_index_from_the_read_model()
    {
        await _events.PapersAsync([.. Enumerable.Range(0, 120).Select(number => Paper($"p{number}", $"Title {number}"))]);
        using var elsewhere = new TemporaryIndex();
        foreach (var folder in new[] { _folder, elsewhere })
        {
            using var index = folder.Open();
            using var follower = Follower(index);
            await follower.StartAsync(Cancellation);
            await Eventually.TrueAsync(() => index.Revisions == 120, s_patience);
            await follower.StopAsync(Cancellation);
        }
    }

    private SearchIndexFollower Follower(SearchIndex index) => new(
        new(_database.DataSource),
        index,
        new WebMetrics(TestMeters.Create()),
        Options.Create(new SearchOptions { DataFolder = _folder.Folder, BatchSize = 50, PollEvery = TimeSpan.FromMilliseconds(20) }),
        TimeProvider.System,
        NullLogger<SearchIndexFollower>.Instance);
}
