using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Operations;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using RabbitMQ.Client;

namespace Papers.LinkCheck.Tests;

/// <summary>The whole service on RabbitMQ, PostgreSQL and Redis, with a web site on loopback.</summary>
[Collection(nameof(WholeService))]
public sealed class LinkCheckServiceTests(TestServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);
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
        {
            await _broker.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Links_of_ingested_papers_are_found_checked_and_published()
    {
        _site.Page("/alive", 200);
        await using var service = new Service(_settings);
        using var client = service.CreateClient();

        await PublishAsync(
            Paper("2401.00001", 1, $"Code: {_site.Url("/alive")}, {_site.Url("/missing")} and http://127.0.0.1:1/private."),
            Paper("2401.00002", 1, "No link."));

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
    public async Task Links_are_found_but_not_checked_if_checking_is_disabled(string key, string value)
    {
        _settings[key] = value;
        await using var service = new Service(_settings);
        using var client = service.CreateClient();

        await PublishAsync(Paper("2401.00001", 1, $"Code: {_site.Url("/alive")}"));

        await Eventually.TrueAsync(async () => await CountsAsync(client) == (1, 0), s_timeout);
        var worker = service.Services.GetServices<IHostedService>().OfType<CheckLinksWorker>().Single();
        await Eventually.TrueAsync(() => worker.ExecuteTask?.IsCompletedSuccessfully == true, s_timeout); // it will never check a link
        Assert.Empty(_site.Requests);
        Assert.Equal((1, 0), await CountsAsync(client));
    }

    [Fact]
    public async Task Two_replicas_share_the_limits_of_a_host_and_check_no_link_twice()
    {
        const int Pages = 150;
        _settings["LinkCheck:HostConcurrency"] = "3";
        for (var page = 0; page < Pages; page++)
        {
            _site.Raw($"/{page}", async (_, stream, stop) =>
            {
                await Task.Delay(20, stop);
                await stream.WriteAsync(EmptyPage.ToArray(), stop);
            });
        }

        await using var one = new Service(_settings);
        await using var other = new Service(_settings);
        using var client = one.CreateClient();
        using var otherClient = other.CreateClient();

        await PublishAsync([.. Enumerable.Range(0, Pages).Select(page => Paper($"2401.{page:00000}", 1, _site.Url($"/{page}")))]);

        await Eventually.TrueAsync(async () => await CountsAsync(client) == (Pages, Pages), s_timeout);
        Assert.Equal(Pages, _site.Requests.Count);
        Assert.InRange(_site.MaxConcurrent, 1, 3);
    }

    [Fact]
    public async Task Links_being_checked_when_a_service_stops_are_checked_by_another_at_once()
    {
        var hangs = true;
        _site.Raw("/x", async (_, stream, stop) =>
        {
            if (hangs)
            {
                await Task.Delay(Timeout.Infinite, stop);
            }

            await stream.WriteAsync(EmptyPage.ToArray(), stop);
        });
        await using (var one = new Service(_settings))
        {
            using var first = one.CreateClient();
            await PublishAsync(Paper("2401.00001", 1, _site.Url("/x")));
            await Eventually.TrueAsync(() => !_site.Requests.IsEmpty, s_timeout);
        }

        hangs = false;
        await using var other = new Service(_settings);
        using var client = other.CreateClient();

        // The lease alone would last three minutes.
        await Eventually.TrueAsync(async () => await CountsAsync(client) == (1, 1), s_timeout);
    }

    private static ReadOnlySpan<byte> EmptyPage => "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"u8;

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
                {
                    events.Add(OutboxContents.Read<T>(message.Body));
                }

                return isEnough(events);
            },
            s_timeout);
        return events;
    }

    private async Task<(long Found, long Checked)> CountsAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/internal/counts", _stop);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return (-1, -1); // on a busy machine its servers may need longer than the service waits for them
        }

        var counts = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(EventJson.Default.ServiceCounts, _stop);
        Assert.NotNull(counts);
        return (counts.Tallies.GetValueOrDefault(TallyNames.LinksFound), counts.Tallies.GetValueOrDefault(TallyNames.LinksChecked));
    }

    private IConnection Broker => _broker ?? throw new InvalidOperationException("The broker is connected in InitializeAsync.");

    private sealed class Service(IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}

/// <summary>
/// Runs without other tests in parallel: at start a service creates or alters its login, and PostgreSQL does not let two databases of one
/// server alter the same login at the same time.
/// </summary>
[CollectionDefinition(nameof(WholeService), DisableParallelization = true)]
public sealed class WholeService;
