using System.Net;
using System.Text.RegularExpressions;
using Papers.Contracts.Notification;
using Papers.Testing;

namespace Papers.Web.Tests.Subscribe;

public sealed partial class SubscribeEndpointsTests(TestServers servers)
{
    [Fact]
    public async Task Subscribing_asks_to_check_the_inbox()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var (status, page) = await PostAsync(site, "/subscribe", ("email", " ada@example.org "));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("inbox", page, StringComparison.Ordinal);
        Assert.Equal(["subscribe ada@example.org"], notification.Changes);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("\"><script>alert(1)</script>")]
    public async Task Shows_what_is_wrong_with_an_email_address(string email)
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var (status, page) = await PostAsync(site, "/subscribe", ("email", email));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"email\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_a_request_that_is_not_a_form()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Reader.PostAsync("/subscribe", new StringContent("{}", null, "application/json"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Reader.PostAsync("/subscribe", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(site, "/subscribe", ("email", new string('a', 100_000)))).Status);
        Assert.Empty(notification.Changes);
    }

    [Fact]
    public async Task Confirming_takes_a_form_on_the_linked_page()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var page = await GetAsync(site, "/subscribe/confirm/c-token", HttpStatusCode.OK);
        var action = Assert.Single(PostForm().Matches(page)).Groups[1].Value;
        Assert.Contains("confirm", action, StringComparison.Ordinal);
        Assert.Contains("a…@example.org", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Empty(notification.Changes);

        var (status, confirmed) = await PostAsync(site, action);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("subscribed", confirmed, StringComparison.Ordinal);
        Assert.Equal(["confirm"], notification.Changes);
        Assert.DoesNotMatch(PostForm(), await GetAsync(site, "/subscribe/confirm/c-token", HttpStatusCode.OK));
    }

    [Fact]
    public async Task Unsubscribing_takes_a_form_on_the_linked_page()
    {
        await using var notification = await StubNotification.StartAsync();
        notification.State = SubscriptionState.Confirmed;
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var page = await GetAsync(site, "/unsubscribe/u-token", HttpStatusCode.OK);
        Assert.Contains("a…@example.org", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Empty(notification.Changes);

        var (status, unsubscribed) = await PostAsync(site, Assert.Single(PostForm().Matches(page)).Groups[1].Value);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("unsubscribed", unsubscribed, StringComparison.Ordinal);
        Assert.Equal(["unsubscribe"], notification.Changes);
    }

    [Fact]
    public async Task One_click_unsubscribe_needs_no_cookie_and_no_origin()
    {
        await using var notification = await StubNotification.StartAsync();
        notification.State = SubscriptionState.Confirmed;
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/unsubscribe/u-token/one-click")
        {
            Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            Headers = { { "Origin", "https://mail.example.net" }, { "Sec-Fetch-Site", "cross-site" } },
        };

        await GetAsync(site, "/unsubscribe/u-token/one-click", HttpStatusCode.OK);
        Assert.Empty(notification.Changes);

        using var response = await site.Reader.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["unsubscribe"], notification.Changes);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Reader.PostAsync("/unsubscribe/other/one-click", null)).StatusCode);
    }

    [Theory]
    [InlineData("/subscribe")]
    [InlineData("/subscribe/confirm/c-token")]
    [InlineData("/unsubscribe/u-token")]
    public async Task A_cross_site_post_changes_nothing(string path)
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);
        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "null") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("email", "ada@example.org")]) };
            request.Headers.Add(header, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await site.Reader.SendAsync(request)).StatusCode);
        }

        Assert.Empty(notification.Changes);
    }

    [Theory]
    [InlineData("/subscribe/confirm/unknown")]
    [InlineData("/subscribe/confirm/u-token")]
    [InlineData("/unsubscribe/unknown")]
    [InlineData("/unsubscribe/c-token")]
    [InlineData("/unsubscribe/..%2Fc-token")]
    [InlineData("/unsubscribe/%3Cscript%3E")]
    public async Task An_unknown_link_is_not_found(string path)
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        Assert.Contains("Invalid link", await GetAsync(site, path, HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(site, path)).Status);
        Assert.Empty(notification.Changes);
    }

    [Fact]
    public async Task An_expired_link_offers_to_subscribe_again()
    {
        await using var notification = await StubNotification.StartAsync();
        notification.State = SubscriptionState.Expired;
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var page = await GetAsync(site, "/subscribe/confirm/c-token", HttpStatusCode.Gone);

        Assert.Contains("expired", page, StringComparison.Ordinal);
        Assert.Contains("name=\"email\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(site, "/subscribe/confirm/c-token")).Status);
    }

    [Fact]
    public async Task Answers_503_while_Notification_is_unavailable()
    {
        var notification = await StubNotification.StartAsync();
        var address = notification.Address;
        await notification.DisposeAsync();
        await using var site = await SubscribeSite.StartAsync(servers, address);

        foreach (var path in new[] { "/subscribe", "/subscribe/confirm/c-token", "/unsubscribe/u-token", "/unsubscribe/u-token/one-click" })
        {
            var (status, page) = await PostAsync(site, path, ("email", "ada@example.org"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("unavailable", page, StringComparison.Ordinal);
        }

        Assert.Contains("unavailable", await GetAsync(site, "/unsubscribe/u-token", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscription_pages_are_not_cached()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        using var response = await site.Reader.GetAsync("/subscribe/confirm/c-token");

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Contains("noindex", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_has_a_form_to_subscribe()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken, ("services:notification:http:0", notification.Address));
        using var reader = site.OpenReader();

        var action = PostForm().Match(await reader.GetStringAsync("/")).Groups[1].Value;
        using var response = await reader.PostAsync(action, new FormUrlEncodedContent([new("email", "ada@example.org")]));

        Assert.Contains("inbox", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["subscribe ada@example.org"], notification.Changes);
    }

    private static async Task<string> GetAsync(SubscribeSite site, string path, HttpStatusCode expected)
    {
        using var response = await site.Reader.GetAsync(path);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<(HttpStatusCode Status, string Page)> PostAsync(SubscribeSite site, string path, params (string Name, string Value)[] fields)
    {
        using var response = await site.Reader.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("""<form[^>]*method="post"[^>]*action="([^"]+)"[^>]*>""")]
    private static partial Regex PostForm();
}
