using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Web;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using Papers.Testing.Telemetry;
using Papers.Web.Editions;
using Papers.Web.Layout;
using Papers.Web.ReadModel;
using Papers.Web.Trending;
using static Papers.Web.Tests.SampleEvents;

namespace Papers.Web.Tests.Editions;

public sealed class EditionPublisherTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_six = TimeSpan.FromHours(6);

    private TestDatabase _database = null!; // set before any test
    private SampleEvents _events = null!; // set before any test

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await WebDatabase.CreateAsync(servers);
        _events = SampleEvents.For(_database.DataSource);
        await ExecuteAsync("UPDATE installation SET installed_at = '2025-03-01T00:00:00Z'");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Publishes_a_due_edition_once_over_all_replicas()
    {
        await _events.PapersAsync(Paper("a"), Paper("b"));
        var replicas = Enumerable.Range(0, 5).Select(_ => Publisher("2025-03-14T06:00:00Z")).ToList();

        var published = await Task.WhenAll(replicas.Concat(replicas).Select(replica => replica.PublishDueAsync(s_six, Cancellation)));

        Assert.Equal(2, published.Sum());
        Assert.Equal(1, await OutboxAsync());
    }

    [Fact]
    public async Task Publishes_nothing_before_its_time_or_the_installation()
    {
        await _events.PapersAsync(Paper("a"));
        await ExecuteAsync("UPDATE installation SET installed_at = '2025-03-14T05:00:00Z'");

        Assert.Equal(0, await Publisher("2025-03-14T05:59:00Z").PublishDueAsync(s_six, Cancellation));
        Assert.Equal(1, await Publisher("2025-03-14T06:01:00Z").PublishDueAsync(s_six, Cancellation));
    }

    [Fact]
    public async Task An_edition_without_papers_waits_for_them()
    {
        var publisher = Publisher("2025-03-14T07:00:00Z");
        Assert.Equal(0, await publisher.PublishDueAsync(s_six, Cancellation));

        await _events.PapersAsync(Paper("a"));

        Assert.Equal(1, await publisher.PublishDueAsync(s_six, Cancellation));
    }

    [Fact]
    public async Task An_admin_may_publish_again_but_the_schedule_does_not()
    {
        await _events.PapersAsync(Paper("a"));
        var publisher = Publisher("2025-03-14T07:00:00Z");

        Assert.Equal(1, await publisher.PublishAsync(Day, Cancellation));
        Assert.Equal(1, await publisher.PublishAsync(Day, Cancellation));
        Assert.Equal(0, await publisher.PublishDueAsync(s_six, Cancellation));

        Assert.Equal(2, await OutboxAsync());
    }

    [Fact]
    public async Task An_edition_ranks_the_seven_days_up_to_its_date()
    {
        await _events.PapersAsync(
            Paper("too-old", day: Day.AddDays(-7)),
            Paper("old", day: Day.AddDays(-6)),
            Paper("second", place: 2),
            Paper("first", place: 1),
            Paper("plain"),
            Paper("with-code"),
            Paper("with-dead-code"),
            Paper("future", day: Day.AddDays(1)));
        await _events.LinksAsync(Linked("with-code", Version(), "https://github.com/a/b"), Linked("with-dead-code", Version(), "https://github.com/gone"));
        await _events.VerdictsAsync(Checked("https://github.com/a/b", LinkVerdict.Alive), Checked("https://github.com/gone", LinkVerdict.Dead));
        await _events.TagsAsync(Tagged("first", Version(), "Distillation"));

        var ranked = await Trending().RankAsync(Day, Day, 200, Cancellation);
        Assert.Equal(["first", "second", "with-code", "plain", "with-dead-code", "old"], ranked.Select(paper => paper.Paper.PaperId.Value));

        var papers = EditionPublisher.FitToMessage(ranked);
        Assert.Equal("Distillation", papers[0].Tags[0]);
        Assert.Contains("No. 1", papers[0].Reason);
        Assert.Equal(new RankedLink("https://github.com/a/b", LinkVerdict.Alive), papers[2].Links[0]);
    }

    [Fact]
    public async Task An_edition_is_cut_to_the_size_of_one_message()
    {
        foreach (var part in Enumerable.Range(0, 900).Chunk(200))
        {
            await _events.PapersAsync([.. part.Select(number => Paper($"p{number:000}", new string('t', 300), new string('x', 60_000), place: number + 1))]);
        }

        var ranked = await Trending().RankAsync(Day, Day, TrendingPapers.MaxPapers, Cancellation);
        var papers = EditionPublisher.FitToMessage(ranked);

        Assert.Equal(TrendingPapers.MaxPapers, ranked.Count);
        Assert.Equal("p000", papers[0].PaperId.Value);
        Assert.InRange(papers.Count, 50, 199);
        var edition = new EditionRanked { Edition = "daily", Date = Day, RankedAt = default, Papers = papers };
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(edition, EventJson.Default.EditionRanked).Length, 1, BatchLimits.Bytes);
    }

    private TrendingPapers Trending() => new(_database.DataSource, new PaperReader(_database.DataSource));

    private EditionPublisher Publisher(string now)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse(now));
        return new(_database.DataSource, Trending(), new Outbox(time), new WebMetrics(TestMeters.Create()), time, NullLoggerFactory.Instance);
    }

    private async Task<long> OutboxAsync()
    {
        await using var command = _database.DataSource.CreateCommand("SELECT count(*) FROM outbox WHERE exchange LIKE '%EditionRanked'");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!; // count(*) is never null
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
