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
    [InlineData(429, CheckOutcome.RateLimited)]
    [InlineData(503, CheckOutcome.RateLimited)]
    [InlineData(500, CheckOutcome.ServerError)]
    [InlineData(502, CheckOutcome.ServerError)]
    [InlineData(304, CheckOutcome.UnexpectedStatus)]
    public async Task Each_status_has_its_outcome(int status, CheckOutcome outcome)
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
    public async Task A_server_that_rejects_HEAD_is_requested_with_GET(int status)
    {
        Site.Page("/x", request => (request.Method == "HEAD" ? status : 200, Html, "<title>Here</title>"));

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
        Assert.Equal(["HEAD", "GET"], Site.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_server_that_hangs_on_HEAD_is_requested_with_GET()
    {
        Settings.RequestTimeout = TimeSpan.FromSeconds(1);
        Site.Raw("/x", async (request, stream, stop) =>
        {
            if (request.Method == "HEAD")
            {
                await Task.Delay(Timeout.Infinite, stop);
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"u8.ToArray(), stop);
        });

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task A_file_is_not_downloaded()
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
    [InlineData("Location: /loop\r\n", CheckOutcome.RedirectLoop)]
    [InlineData("", CheckOutcome.InvalidRedirect)]
    [InlineData("Location: javascript:alert(1)\r\n", CheckOutcome.InvalidRedirect)]
    [InlineData("Location: file:///etc/passwd\r\n", CheckOutcome.InvalidRedirect)]
    [InlineData("Location: http://user:secret@example.org/\r\n", CheckOutcome.InvalidRedirect)]
    [InlineData("Location: http://\r\n", CheckOutcome.InvalidRedirect)]
    public async Task An_invalid_redirect_is_reported(string location, CheckOutcome outcome)
    {
        Site.Page("/loop", 302, location);

        Assert.Equal(outcome, (await CheckAsync("/loop")).Outcome);
    }

    [Fact]
    public async Task Endless_redirects_are_not_followed()
    {
        for (var hop = 0; hop < 30; hop++)
        {
            Site.Page($"/{hop}", 302, $"Location: /{hop + 1}\r\n");
        }

        Assert.Equal(CheckOutcome.TooManyRedirects, (await CheckAsync("/0")).Outcome);
        Assert.Equal(11, Site.Requests.Count);
    }

    [Fact]
    public async Task A_rate_limited_host_is_not_requested_during_the_back_off()
    {
        Site.Page("/a", 429, "Retry-After: 120\r\n");

        var first = await CheckAsync("/a");
        var (second, retryAfter) = await Checker().CheckAsync(Site.Url("/b"), Stop);

        Assert.Equal((CheckOutcome.RateLimited, TimeSpan.FromMinutes(2)), (first.Outcome, first.RetryAfter));
        Assert.Null(second);
        Assert.InRange(retryAfter.TotalSeconds, 100, 121);
        Assert.Single(Site.Requests);
    }

    [Fact]
    public async Task A_closed_port_is_reported()
    {
        // Bound, so that no other test gets the port, but not listening.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var host = socket.LocalEndPoint?.ToString() ?? "";
        Settings.AllowedPrivateHosts = [host];

        Assert.Equal(CheckOutcome.ConnectionRefused, (await CheckLinkAsync($"http://{host}/")).Outcome);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_reported()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var site = new StubSite(certificate);
        Settings.AllowedPrivateHosts = [site.Host];

        Assert.Equal(CheckOutcome.TlsFailed, (await CheckLinkAsync(site.Url("/"))).Outcome);
    }

    [Fact]
    public async Task A_page_that_says_not_found_is_a_soft_404()
    {
        Site.Page("/x", 200, Html, "<html><title>Page not found - Lab</title>");

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task A_redirect_to_the_front_page_is_a_soft_404()
    {
        Site.Page("/x", 302, "Location: /\r\n");
        Site.Page("/", 200);

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task Requests_have_a_user_agent_and_no_other_identification()
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
