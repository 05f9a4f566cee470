using System.Net;
using System.Net.Http.Headers;

namespace Papers.LocalHosting.Tests.Dashboard;

public sealed class DashboardAccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/resources/web")]
    [InlineData("/logs")]
    [InlineData("/logs/text")]
    [InlineData("/events/resources")]
    [InlineData("/events/logs")]
    [InlineData("/api/resources")]
    [InlineData("/no-such-page")]
    [InlineData("/assets/../api/resources")]
    [InlineData("/assets/%2e%2e/api/resources")]
    [InlineData("/LOGIN/../logs")]
    public async Task Nothing_is_told_without_the_token(string path)
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_browser_without_the_token_is_asked_for_it_and_then_led_on()
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        dashboard.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var asked = await dashboard.Client.GetAsync("/logs?resource=web", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Contains("name=\"next\" value=\"/logs?resource=web\"", await asked.Content.ReadAsStringAsync(Cancel));

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = DashboardUnderTest.Token, ["next"] = "/logs?resource=web" });
        using var led = await dashboard.Client.PostAsync("/login", form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, led.StatusCode);
        Assert.Equal("/logs?resource=web", led.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await dashboard.Client.GetAsync("/logs?resource=web", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_printed_address_signs_in_by_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();

        using var answer = await dashboard.Client.GetAsync(dashboard.Server.LoginUrl, Cancel);

        Assert.EndsWith($"/login?t={DashboardUnderTest.Token}", dashboard.Server.LoginUrl.AbsoluteUri);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; path=/", cookie);
        Assert.Contains("; samesite=strict", cookie);
        Assert.Contains("; httponly", cookie);
        Assert.DoesNotContain(DashboardUnderTest.Token, cookie);
        Assert.Equal(HttpStatusCode.OK, (await dashboard.Client.GetAsync("/", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("the-token-of-this-ru")]
    [InlineData("the-token-of-this-run2")]
    [InlineData("THE-TOKEN-OF-THIS-RUN")]
    [InlineData("")]
    public async Task A_wrong_token_opens_nothing(string token)
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();

        using var byAddress = await dashboard.Client.GetAsync($"/login?t={token}", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, byAddress.StatusCode);
        Assert.False(byAddress.Headers.Contains("Set-Cookie"));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = token });
        using var byForm = await dashboard.Client.PostAsync("/login", form, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, byForm.StatusCode);
        dashboard.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await dashboard.Client.GetAsync("/api/resources", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_program_sends_the_token_as_bearer()
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        dashboard.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", DashboardUnderTest.Token);

        Assert.Equal("[]", await dashboard.Client.GetStringAsync("/api/resources", Cancel));
    }

    [Theory]
    [InlineData("localhost:18888", HttpStatusCode.OK)]
    [InlineData("LOCALHOST", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    [InlineData("[::1]:18888", HttpStatusCode.OK)]
    [InlineData("papers.example.org", HttpStatusCode.BadRequest)]
    [InlineData("localhost.example.org:18888", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.example.org", HttpStatusCode.BadRequest)]
    [InlineData("192.168.1.5:18888", HttpStatusCode.BadRequest)]
    public async Task Only_the_names_of_loopback_are_answered(string host, HttpStatusCode expected)
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        dashboard.WithBearer().Client.DefaultRequestHeaders.Host = host;

        Assert.Equal(expected, (await dashboard.Client.GetAsync("/", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("/\n/example.org/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_nowhere_else(string next)
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = DashboardUnderTest.Token, ["next"] = next });

        using var answer = await dashboard.Client.PostAsync("/login", form, Cancel);

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_and_frames()
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        foreach (var path in new[] { "/login", "/", "/api/resources", "/assets/dashboard.css" })
        {
            using var answer = await dashboard.Client.GetAsync(path, Cancel);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self';", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }
}
