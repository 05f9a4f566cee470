using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin.SignIn;

public sealed class AdminAuthenticationTests(AdminSite admin) : AdminPageTest(admin)
{
    [Theory]
    [InlineData("GET", "/admin")]
    [InlineData("GET", "/admin/")]
    [InlineData("GET", "/ADMIN/sources")]
    [InlineData("POST", "/admin/sources")]
    [InlineData("POST", "/admin/imports")]
    [InlineData("POST", "/admin/republish")]
    [InlineData("POST", "/admin/duplicates/1/join")]
    [InlineData("GET", "/admin/nothing")]
    [InlineData("POST", "/admin/faults/1/retry")]
    public async Task Redirects_anonymous_requests_to_sign_in(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await Anonymous.SendAsync(request, Cancellation);

        Assert.Equal((HttpStatusCode.SeeOther, "/admin/sign-in"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Empty(Stubs.Commands);
    }

    [Fact]
    public async Task Signing_in_sets_a_strict_http_only_cookie()
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

        Anonymous.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var page = await Anonymous.GetAsync("/admin", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Signing_out_deletes_the_cookie()
    {
        using var response = await Admin.PostAsync("/admin/sign-out", null, Cancellation);

        Assert.Contains("papers-admin=;", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task Limits_sign_in_attempts()
    {
        // From an address of its own, so that other tests are not limited with it.
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
            using var response = await guesser.PostAsync(AdminAuthentication.SignInPath, new FormUrlEncodedContent([new("token", $"guess {attempt}")]), Cancellation);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests), (statuses[0], statuses[^1]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Rejects_an_admin_form_without_an_origin_of_this_site(string? origin)
    {
        Admin.DefaultRequestHeaders.Remove("Origin");
        if (origin is not null)
        {
            Admin.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var response = await PostAsync("/admin/republish", ("what", "papers"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(Stubs.Commands);
    }

    [Fact]
    public async Task A_session_does_not_open_the_API()
    {
        using var response = await Admin.GetAsync("/admin/api/status", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public void Every_admin_endpoint_but_the_sign_in_page_requires_authorization()
    {
        var admin = Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("admin", StringComparison.OrdinalIgnoreCase) is true)
            .ToLookup(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

        Assert.NotEmpty(admin[false]);
        Assert.All(admin[false], endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy));
        Assert.All(admin[true], endpoint => Assert.Equal(AdminAuthentication.SignInPath, endpoint.RoutePattern.RawText));
    }

    private Task<HttpResponseMessage> SignInAsync(string token) =>
        Anonymous.PostAsync(AdminAuthentication.SignInPath, new FormUrlEncodedContent([new("token", token)]), Cancellation);
}
