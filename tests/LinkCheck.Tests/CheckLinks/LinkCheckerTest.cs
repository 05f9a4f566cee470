using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;
using StackExchange.Redis;

namespace Papers.LinkCheck.Tests.CheckLinks;

/// <summary>A checker that may request one site on loopback, which answers as the test specifies.</summary>
public abstract class LinkCheckerTest(TestServers servers) : IAsyncLifetime
{
    protected const string Html = "Content-Type: text/html\r\n";

    private IConnectionMultiplexer? _redis;

    protected CancellationToken Stop { get; } = TestContext.Current.CancellationToken;

    private protected StubSite Site { get; } = new();

    private protected LinkCheckOptions Settings { get; } = new() { HostGap = TimeSpan.Zero, CheckTimeout = TimeSpan.FromMinutes(2) };

    public async ValueTask InitializeAsync()
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(Stop));
        Settings.AllowedPrivateHosts = [Site.Host];
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Site.DisposeAsync();
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }

    private protected Task<CheckResult> CheckAsync(string path) => CheckLinkAsync(Site.Url(path));

    private protected async Task<CheckResult> CheckLinkAsync(string link)
    {
        var (result, _) = await Checker().CheckAsync(link, Stop);
        Assert.NotNull(result);
        return result;
    }

    private protected LinkChecker Checker()
    {
        var options = Options.Create(Settings);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Web:PublicUrl", "https://papers.example")]).Build();
        var database = (_redis ?? throw new InvalidOperationException("Redis is connected in InitializeAsync.")).GetDatabase();
        return new(new LinkClient(options, configuration, TimeProvider.System), new HostThrottle(database, options), options, TimeProvider.System);
    }
}
