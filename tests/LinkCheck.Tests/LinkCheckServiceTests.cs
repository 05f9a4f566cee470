using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Operations;
using Papers.LinkCheck.FindLinks;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using RabbitMQ.Client;

namespace Papers.LinkCheck.Tests;

/// <summary>The whole service, over RabbitMQ, Postgres and Redis, with the outside web on loopback.</summary>
[Collection(nameof(WholeService))]
public sealed class LinkCheckServiceTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly StubSite _site = new();
    private TestDatabase? _database;
    private Dictionary<string, string> _settings = [];
    private IConnection? _broker;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(servers, "linkcheck", typeof(PaperLinkStore).Assembly, _stop);
        _settings = new()
        {
            ["ConnectionStrings:papersdb"] = _database.ServerConnectionString,
            ["ConnectionStrings:cache"] = await servers.RedisAsync(_stop),
            ["ConnectionStrings:messaging"] = await servers.RabbitMqAsync(_stop),
            ["LinkCheck:AllowedPrivateHosts"] = _site.Host,
            ["LinkCheck:HostGap"] = "00:00:00.010",
        };
        _broker = await new ConnectionFactory { Uri = new(_settings["ConnectionStrings:messaging"]) }.CreateConnectionAsync(_stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Fact]
    public async Task Papers_that_come_in_are_told_with_their_links_and_soon_with_verdicts()
    {
        _site.Page("/alive", 200);
        await using var service = new Service(_settings);
        using var client = service.CreateClient();

        await PublishAsync(Paper("2401.00001", 1, $"Code: {_site.Url("/alive")}, {_site.Url("/missing")} and http://127.0.0.1:1/private."), Paper("2401.00002", 1, "No link."));

        var found = await ReceiveAsync<LinksFound>(Queues.ShowLinks, events => events.Sum(message => message.Papers.Count) == 2);
        Assert.Equal([3, 0], found.SelectMany(message => message.Papers).OrderBy(paper => paper.PaperId.Value).Select(paper => paper.Links.Count));
        var verdicts = await ReceiveAsync<LinksChecked>(Queues.ShowVerdicts, events => events.Sum(message => message.Links.Count) == 3);
        Assert.Equivalent(
            new (string, LinkVerdict, int?)[]
            {
                (_site.Url("/alive"), LinkVerdict.Alive, 200),
                (_site.Url("/missing"), LinkVerdict.Unsure, 404),
                ("http://127.0.0.1:1/private", LinkVerdict.Refused, null),
            },
            verdicts.SelectMany(message => message.Links).Select(link => (link.Url, link.Verdict, link.Status)),
            strict: true);
        Assert.Equal((3, 3), await CountsAsync(client));
    }

    [Theory]
    [InlineData("Offline", "true")]
    [InlineData("LinkCheck:Enabled", "false")]
    public async Task Links_are_found_but_none_is_asked_for_where_an_operator_says_so(string key, string value)
    {
        _settings[key] = value;
        await using var service = new Service(_settings);
        using var client = service.CreateClient();

        await PublishAsync(Paper("2401.00001", 1, $"Code: {_site.Url("/alive")}"));

        await Eventually.TrueAsync(async () => await CountsAsync(client) == (1, 0), Patience);
        await Task.Delay(TimeSpan.FromSeconds(3), _stop); // nothing can be waited for where nothing is to happen
        Assert.Empty(_site.Requests);
        Assert.Equal((1, 0), await CountsAsync(client));
    }

    [Fact]
    public async Task Two_replicas_share_the_links_of_one_host_and_its_limits_and_ask_for_none_twice()
    {
        const int Pages = 150;
        _settings["LinkCheck:HostConcurrency"] = "3";
        for (var page = 0; page < Pages; page++)
            _site.Raw($"/{page}", async (_, stream, stop) =>
            {
                await Task.Delay(20, stop);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
            });
        await using var one = new Service(_settings);
        await using var other = new Service(_settings);
        using var client = one.CreateClient();
        using var otherClient = other.CreateClient();

        await PublishAsync([.. Enumerable.Range(0, Pages).Select(page => Paper($"2401.{page:00000}", 1, _site.Url($"/{page}")))]);

        await Eventually.TrueAsync(async () => await CountsAsync(client) == (Pages, Pages), Patience);
        Assert.Equal(Pages, _site.Requests.Count);
        Assert.InRange(_site.MostAtATime, 1, 3);
    }

    [Fact]
    public async Task What_a_service_checks_while_it_is_stopped_is_taken_over_at_once()
    {
        var hangs = true;
        _site.Raw("/x", async (_, stream, stop) =>
        {
            if (hangs)
                await Task.Delay(Timeout.Infinite, stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        });
        await using (var one = new Service(_settings))
        {
            using var first = one.CreateClient();
            await PublishAsync(Paper("2401.00001", 1, _site.Url("/x")));
            await Eventually.TrueAsync(() => !_site.Requests.IsEmpty, Patience);
        }

        hangs = false;
        await using var other = new Service(_settings);
        using var client = other.CreateClient();

        // The lease alone would last three minutes.
        await Eventually.TrueAsync(async () => await CountsAsync(client) == (1, 1), Patience);
    }

    private static IngestedPaper Paper(string id, int revision, string text) => new()
    {
        PaperId = new(id),
        Revision = revision,
        Title = "A title",
        Abstract = text,
        Day = new(2026, 3, 2),
        DayIsKnown = true,
        FirstSeenAt = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
    };

    private async Task PublishAsync(params IngestedPaper[] papers)
    {
        await using var channel = await Broker.CreateChannelAsync(cancellationToken: _stop);
        var body = Envelope.Write(new PapersIngested { Papers = papers }, Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        var properties = new BasicProperties { ContentType = Envelope.ContentType, Persistent = true };
        await channel.BasicPublishAsync(Envelope.ExchangeOf(typeof(PapersIngested)), "", mandatory: true, properties, body, _stop);
    }

    private async Task<List<T>> ReceiveAsync<T>(string queue, Func<List<T>, bool> isEnough)
        where T : class
    {
        await using var channel = await Broker.CreateChannelAsync(cancellationToken: _stop);
        var events = new List<T>();
        await Eventually.TrueAsync(
            async () =>
            {
                while (await channel.BasicGetAsync(queue, autoAck: true, _stop) is { } message)
                    events.Add(OutboxContents.Read<T>(message.Body));
                return isEnough(events);
            },
            Patience);
        return events;
    }

    private async Task<(long Found, long Checked)> CountsAsync(HttpClient client)
    {
        var counts = await client.GetFromJsonAsync("/internal/counts", EventJson.Default.ServiceCounts, _stop);
        Assert.NotNull(counts);
        return (counts.Tallies.GetValueOrDefault(TallyNames.LinksFound), counts.Tallies.GetValueOrDefault(TallyNames.LinksChecked));
    }

    private IConnection Broker => _broker ?? throw new InvalidOperationException("The broker is connected in InitializeAsync.");

    private sealed class Service(IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
        }
    }
}

/// <summary>
/// Runs while no other test does: a service makes sure of its login at start, and PostgreSQL lets no two databases of one server change
/// the same login at the same time.
/// </summary>
[CollectionDefinition(nameof(WholeService), DisableParallelization = true)]
public sealed class WholeService;
