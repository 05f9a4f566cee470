using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;
using StackExchange.Redis;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class LinkCheckerTests(TestServers servers) : IAsyncLifetime
{
    private const string Html = "Content-Type: text/html\r\n";
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly StubSite _site = new();
    private readonly LinkCheckOptions _options = new() { HostGap = TimeSpan.Zero, CheckTimeout = TimeSpan.FromMinutes(2) };
    private IConnectionMultiplexer? _redis;

    public async ValueTask InitializeAsync()
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(_stop));
        _options.AllowedPrivateHosts = [_site.Host];
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData(200, CheckOutcome.Answered)]
    [InlineData(204, CheckOutcome.Answered)]
    [InlineData(404, CheckOutcome.NotFound)]
    [InlineData(410, CheckOutcome.Gone)]
    [InlineData(401, CheckOutcome.Denied)]
    [InlineData(403, CheckOutcome.Denied)]
    [InlineData(451, CheckOutcome.Denied)]
    [InlineData(999, CheckOutcome.Denied)]
    [InlineData(429, CheckOutcome.Busy)]
    [InlineData(503, CheckOutcome.Busy)]
    [InlineData(500, CheckOutcome.ServerError)]
    [InlineData(502, CheckOutcome.ServerError)]
    [InlineData(304, CheckOutcome.StrangeStatus)]
    public async Task A_status_means_what_it_says(int status, CheckOutcome outcome)
    {
        _site.Page("/x", status);

        var result = await CheckAsync("/x");

        Assert.Equal((outcome, status), (result.Outcome, result.Status));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task Who_refuses_HEAD_is_asked_with_GET(int status)
    {
        _site.Page("/x", request => (request.Method == "HEAD" ? status : 200, Html, "<title>Here</title>"));

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
        Assert.Equal(["HEAD", "GET"], _site.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Who_hangs_or_breaks_off_at_HEAD_is_asked_with_GET()
    {
        _options.RequestTimeout = TimeSpan.FromSeconds(1);
        _site.Raw("/x", async (request, stream, stop) =>
        {
            if (request.Method == "HEAD")
                await Task.Delay(Timeout.Infinite, stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"u8.ToArray(), stop);
        });

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task A_file_is_not_fetched()
    {
        _site.Page("/x.zip", 200, "Content-Type: application/zip\r\n");

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x.zip")).Outcome);
        Assert.Equal("HEAD", Assert.Single(_site.Requests).Method);
    }

    [Fact]
    public async Task Redirects_are_followed_to_their_end()
    {
        _site.Page("/a", 301, "Location: /b?c=1\r\n");
        _site.Page("/b?c=1", 302, $"Location: {_site.Url("/d")}\r\n");
        _site.Page("/d", 200);

        var result = await CheckAsync("/a");

        Assert.Equal((CheckOutcome.Answered, _site.Url("/d")), (result.Outcome, result.FinalUrl));
    }

    [Theory]
    [InlineData("Location: /loop\r\n", CheckOutcome.RedirectedInACircle)]
    [InlineData("", CheckOutcome.BadRedirect)]
    [InlineData("Location: javascript:alert(1)\r\n", CheckOutcome.BadRedirect)]
    [InlineData("Location: file:///etc/passwd\r\n", CheckOutcome.BadRedirect)]
    [InlineData("Location: http://user:secret@example.org/\r\n", CheckOutcome.BadRedirect)]
    [InlineData("Location: http://\r\n", CheckOutcome.BadRedirect)]
    public async Task A_redirect_that_leads_nowhere_is_told(string location, CheckOutcome outcome)
    {
        _site.Page("/loop", 302, location);

        Assert.Equal(outcome, (await CheckAsync("/loop")).Outcome);
    }

    [Fact]
    public async Task Redirects_are_not_followed_without_end()
    {
        for (var hop = 0; hop < 30; hop++)
            _site.Page($"/{hop}", 302, $"Location: /{hop + 1}\r\n");

        Assert.Equal(CheckOutcome.TooManyRedirects, (await CheckAsync("/0")).Outcome);
        Assert.Equal(11, _site.Requests.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://2130706433:9/")]
    [InlineData("http://0x7f.1:9/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://[::ffff:127.0.0.1]:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.1.2.3/")]
    public async Task A_private_address_is_refused_however_it_is_written(string link) =>
        Assert.Equal(CheckOutcome.PrivateAddress, (await CheckLinkAsync(link)).Outcome);

    [Fact]
    public async Task A_redirect_to_a_private_address_is_refused_though_the_first_host_was_allowed()
    {
        await using var inner = new StubSite();
        inner.Page("/secret", 200);
        _site.Page("/a", 302, $"Location: {inner.Url("/secret")}\r\n");

        Assert.Equal(CheckOutcome.PrivateAddress, (await CheckAsync("/a")).Outcome);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task A_host_that_asks_for_patience_is_not_asked_again_meanwhile()
    {
        _site.Page("/a", 429, "Retry-After: 120\r\n");

        var first = await CheckAsync("/a");
        var (second, tryAgainAfter) = await Checker().CheckAsync(_site.Url("/b"), _stop);

        Assert.Equal((CheckOutcome.Busy, TimeSpan.FromMinutes(2)), (first.Outcome, first.RetryAfter));
        Assert.Null(second);
        Assert.InRange(tryAgainAfter.TotalSeconds, 100, 121);
        Assert.Single(_site.Requests);
    }

    [Fact]
    public async Task A_server_that_hangs_costs_no_more_than_the_time_out()
    {
        _options.RequestTimeout = TimeSpan.FromSeconds(1);
        _site.Raw("/x", (_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(CheckOutcome.TimedOut, (await CheckAsync("/x")).Outcome);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task Of_an_endless_page_only_the_beginning_is_read()
    {
        var sent = 0L;
        _site.Raw("/x", async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{Html}\r\n<title>Endless</title>"), stop);
            for (var block = new byte[64 * 1024]; ; sent += block.Length)
                await stream.WriteAsync(block, stop);
        });

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
        Assert.InRange(sent, 0, 32 * 1024 * 1024);
    }

    [Fact]
    public async Task A_page_that_drips_in_is_judged_by_what_came()
    {
        _options.RequestTimeout = TimeSpan.FromSeconds(1);
        _site.Raw("/x", async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{Html}\r\n<title>404 Not Found</title>"), stop);
            while (true)
            {
                await stream.WriteAsync("."u8.ToArray(), stop);
                await Task.Delay(50, stop);
            }
        });

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 20")]
    public async Task What_is_no_HTTP_is_a_failed_connection(string reply)
    {
        _site.Raw("/x", (_, stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(reply), stop).AsTask());

        Assert.Equal(CheckOutcome.ConnectionFailed, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task Headers_without_end_are_not_held_in_memory()
    {
        _site.Raw("/x", async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nX: "u8.ToArray(), stop);
            for (var block = Enumerable.Repeat((byte)'a', 64 * 1024).ToArray(); ;)
                await stream.WriteAsync(block, stop);
        });

        Assert.Equal(CheckOutcome.ConnectionFailed, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        _options.AllowedPrivateHosts = [host];

        Assert.Equal(CheckOutcome.ConnectionRefused, (await CheckLinkAsync($"http://{host}/")).Outcome);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var site = new StubSite(certificate);
        _options.AllowedPrivateHosts = [site.Host];

        Assert.Equal(CheckOutcome.TlsFailed, (await CheckLinkAsync(site.Url("/"))).Outcome);
    }

    [Fact]
    public async Task A_page_that_says_it_is_not_found_is_not_found()
    {
        _site.Page("/x", 200, Html, "<html><title>Page not found - Lab</title>");

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task The_front_page_in_place_of_a_page_is_not_found()
    {
        _site.Page("/x", 302, "Location: /\r\n");
        _site.Page("/", 200);

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task The_server_learns_who_asks_and_nothing_else()
    {
        _site.Page("/a", 302, "Location: /b\r\nSet-Cookie: track=1\r\n");
        _site.Page("/b", 200);

        await CheckAsync("/a");

        Assert.All(_site.Requests, request =>
        {
            Assert.Equal("Papers/1.0 (link checker; +https://papers.example)", request.Headers["User-Agent"]);
            Assert.DoesNotContain(request.Headers.Keys, name => name is "Cookie" or "traceparent" or "Referer");
        });
    }

    private async Task<CheckResult> CheckAsync(string path) => await CheckLinkAsync(_site.Url(path));

    private async Task<CheckResult> CheckLinkAsync(string link)
    {
        var (result, _) = await Checker().CheckAsync(link, _stop);
        Assert.NotNull(result);
        return result;
    }

    private LinkChecker Checker()
    {
        var options = Options.Create(_options);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Web:PublicUrl", "https://papers.example")]).Build();
        var database = (_redis ?? throw new InvalidOperationException("Redis is connected in InitializeAsync.")).GetDatabase();
        return new(new LinkClient(options, configuration, TimeProvider.System), new HostThrottle(database, options), options, TimeProvider.System);
    }
}
