using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class LinkCheckerTests(TestServers servers) : LinkCheckerTest(servers)
{
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
        Site.Page("/x", status);

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
        Site.Page("/x", request => (request.Method == "HEAD" ? status : 200, Html, "<title>Here</title>"));

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
        Assert.Equal(["HEAD", "GET"], Site.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Who_hangs_or_breaks_off_at_HEAD_is_asked_with_GET()
    {
        Settings.RequestTimeout = TimeSpan.FromSeconds(1);
        Site.Raw("/x", async (request, stream, stop) =>
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
        Site.Page("/x.zip", 200, "Content-Type: application/zip\r\n");

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x.zip")).Outcome);
        Assert.Equal("HEAD", Assert.Single(Site.Requests).Method);
    }

    [Fact]
    public async Task Redirects_are_followed_to_their_end()
    {
        Site.Page("/a", 301, "Location: /b?c=1\r\n");
        Site.Page("/b?c=1", 302, $"Location: {Site.Url("/d")}\r\n");
        Site.Page("/d", 200);

        var result = await CheckAsync("/a");

        Assert.Equal((CheckOutcome.Answered, Site.Url("/d")), (result.Outcome, result.FinalUrl));
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
        Site.Page("/loop", 302, location);

        Assert.Equal(outcome, (await CheckAsync("/loop")).Outcome);
    }

    [Fact]
    public async Task Redirects_are_not_followed_without_end()
    {
        for (var hop = 0; hop < 30; hop++)
            Site.Page($"/{hop}", 302, $"Location: /{hop + 1}\r\n");

        Assert.Equal(CheckOutcome.TooManyRedirects, (await CheckAsync("/0")).Outcome);
        Assert.Equal(11, Site.Requests.Count);
    }

    [Fact]
    public async Task A_host_that_asks_for_patience_is_not_asked_again_meanwhile()
    {
        Site.Page("/a", 429, "Retry-After: 120\r\n");

        var first = await CheckAsync("/a");
        var (second, tryAgainAfter) = await Checker().CheckAsync(Site.Url("/b"), Stop);

        Assert.Equal((CheckOutcome.Busy, TimeSpan.FromMinutes(2)), (first.Outcome, first.RetryAfter));
        Assert.Null(second);
        Assert.InRange(tryAgainAfter.TotalSeconds, 100, 121);
        Assert.Single(Site.Requests);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        Settings.AllowedPrivateHosts = [host];

        Assert.Equal(CheckOutcome.ConnectionRefused, (await CheckLinkAsync($"http://{host}/")).Outcome);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var site = new StubSite(certificate);
        Settings.AllowedPrivateHosts = [site.Host];

        Assert.Equal(CheckOutcome.TlsFailed, (await CheckLinkAsync(site.Url("/"))).Outcome);
    }

    [Fact]
    public async Task A_page_that_says_it_is_not_found_is_not_found()
    {
        Site.Page("/x", 200, Html, "<html><title>Page not found - Lab</title>");

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task The_front_page_in_place_of_a_page_is_not_found()
    {
        Site.Page("/x", 302, "Location: /\r\n");
        Site.Page("/", 200);

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task The_server_learns_who_asks_and_nothing_else()
    {
        Site.Page("/a", 302, "Location: /b\r\nSet-Cookie: track=1\r\n");
        Site.Page("/b", 200);

        await CheckAsync("/a");

        Assert.All(Site.Requests, request =>
        {
            Assert.Equal("Papers/1.0 (link checker; +https://papers.example)", request.Headers["User-Agent"]);
            Assert.DoesNotContain(request.Headers.Keys, name => name is "Cookie" or "traceparent" or "Referer");
        });
    }
}
