using System.Net;
using System.Net.Sockets;
using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin.SignIn;

public sealed class AdminGateTests(OperatedSite operated) : AdminPageTest(operated)
{
    [Theory]
    [InlineData("GET", "/admin")]
    [InlineData("GET", "/admin/")]
    [InlineData("GET", "/ADMIN/harvests")]
    [InlineData("POST", "/admin/harvests")]
    [InlineData("POST", "/admin/imports")]
    [InlineData("POST", "/admin/republish")]
    [InlineData("POST", "/admin/twins/1/join")]
    [InlineData("GET", "/admin/nothing")]
    public async Task Who_has_not_signed_in_is_led_to_do_so(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await Stranger.SendAsync(request, Cancellation);

        Assert.Equal((HttpStatusCode.SeeOther, "/admin/sign-in"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Empty(Parts.Orders);
    }

    [Fact]
    public async Task The_token_opens_a_session_that_no_script_and_no_other_site_can_use()
    {
        using var wrong = await SignInAsync("wrong");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));

        using var right = await SignInAsync(WebSite.AdminToken);
        Assert.Equal((HttpStatusCode.SeeOther, "/admin"), (right.StatusCode, right.Headers.Location?.OriginalString));
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));
        Assert.Contains("path=/admin", cookie);
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain("secure", cookie);
        Assert.DoesNotContain(WebSite.AdminToken, cookie);

        Stranger.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var page = await Stranger.GetAsync("/admin", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task The_session_of_one_who_signs_out_is_taken_from_the_browser()
    {
        using var response = await Operator.PostAsync("/admin/sign-out", null, Cancellation);

        Assert.Contains("papers-admin=;", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task Who_guesses_is_soon_asked_to_wait()
    {
        // From an address of its own, so that no other test is counted with it.
        using var guesser = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = Site.Address };
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 40; attempt++)
        {
            using var response = await guesser.PostAsync(AdminGate.SignIn, new FormUrlEncodedContent([new("token", $"guess {attempt}")]), Cancellation);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests), (statuses[0], statuses[^1]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task An_order_must_come_from_a_page_of_this_site(string? origin)
    {
        Operator.DefaultRequestHeaders.Remove("Origin");
        if (origin is not null)
        {
            Operator.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var response = await PostAsync("/admin/republish", ("what", "papers"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(Parts.Orders);
    }

    [Fact]
    public async Task A_session_opens_pages_and_not_the_API()
    {
        using var response = await Operator.GetAsync("/admin/api/status", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private Task<HttpResponseMessage> SignInAsync(string token) =>
        Stranger.PostAsync(AdminGate.SignIn, new FormUrlEncodedContent([new("token", token)]), Cancellation);
}
