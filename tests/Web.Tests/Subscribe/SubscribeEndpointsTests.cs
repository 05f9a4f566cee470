using System.Net;
using System.Text.RegularExpressions;
using Papers.Contracts.Notification;
using Papers.Testing;

namespace Papers.Web.Tests.Subscribe;

public sealed partial class SubscribeEndpointsTests(TestServers servers)
{
    [Fact]
    public async Task Subscribing_says_to_check_the_inbox_whoever_asks()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var (status, page) = await PostAsync(site, "/subscribe", ("email", " ada@example.org "));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Check your inbox", page, StringComparison.Ordinal);
        Assert.Equal(["subscribe ada@example.org"], notification.Changes);
    }

    [Theory]
    [InlineData("nobody", "Mail cannot be sent to this address")]
    [InlineData("", "Please give an e-mail address")]
    [InlineData("\"><script>alert(1)</script>", "Mail cannot be sent to this address")]
    public async Task What_is_no_address_comes_back_in_the_form_with_a_word_about_it(string email, string words)
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var (status, page) = await PostAsync(site, "/subscribe", ("email", email));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("name=\"email\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_no_form_is_a_complaint_and_no_fault()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Reader.PostAsync("/subscribe", new StringContent("{}", null, "application/json"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Reader.PostAsync("/subscribe", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(site, "/subscribe", ("email", new string('a', 100_000)))).Status);
        Assert.Empty(notification.Changes);
    }

    [Fact]
    public async Task The_link_to_confirm_leads_to_a_page_with_one_form_whose_post_confirms()
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
        Assert.Contains("You are subscribed", confirmed, StringComparison.Ordinal);
        Assert.Equal(["confirm"], notification.Changes);
        Assert.DoesNotMatch(PostForm(), await GetAsync(site, "/subscribe/confirm/c-token", HttpStatusCode.OK));
    }

    [Fact]
    public async Task The_link_to_leave_leads_to_a_page_that_names_the_address_and_whose_post_leaves()
    {
        await using var notification = await StubNotification.StartAsync();
        notification.State = SubscriptionState.Confirmed;
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var page = await GetAsync(site, "/unsubscribe/l-token", HttpStatusCode.OK);
        Assert.Contains("a…@example.org", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Empty(notification.Changes);

        var (status, left) = await PostAsync(site, Assert.Single(PostForm().Matches(page)).Groups[1].Value);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("You have left", left, StringComparison.Ordinal);
        Assert.Equal(["leave"], notification.Changes);
    }

    [Fact]
    public async Task One_click_leaves_without_a_cookie_a_redirect_or_a_site_of_origin()
    {
        await using var notification = await StubNotification.StartAsync();
        notification.State = SubscriptionState.Confirmed;
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/unsubscribe/l-token/one-click")
        {
            Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            Headers = { { "Origin", "https://mail.example.net" }, { "Sec-Fetch-Site", "cross-site" } },
        };

        await GetAsync(site, "/unsubscribe/l-token/one-click", HttpStatusCode.OK);
        Assert.Empty(notification.Changes);

        using var response = await site.Reader.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["leave"], notification.Changes);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Reader.PostAsync("/unsubscribe/other/one-click", null)).StatusCode);
    }

    [Theory]
    [InlineData("/subscribe")]
    [InlineData("/subscribe/confirm/c-token")]
    [InlineData("/unsubscribe/l-token")]
    public async Task A_form_that_another_site_posts_changes_nothing(string path)
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
    [InlineData("/subscribe/confirm/l-token")]
    [InlineData("/unsubscribe/unknown")]
    [InlineData("/unsubscribe/c-token")]
    [InlineData("/unsubscribe/..%2Fc-token")]
    [InlineData("/unsubscribe/%3Cscript%3E")]
    public async Task An_unknown_link_says_so(string path)
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        Assert.Contains("This link is not known", await GetAsync(site, path, HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(site, path)).Status);
        Assert.Empty(notification.Changes);
    }

    [Fact]
    public async Task A_link_that_came_too_late_says_so_and_offers_a_new_one()
    {
        await using var notification = await StubNotification.StartAsync();
        notification.State = SubscriptionState.Expired;
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        var page = await GetAsync(site, "/subscribe/confirm/c-token", HttpStatusCode.Gone);

        Assert.Contains("no longer good", page, StringComparison.Ordinal);
        Assert.Contains("name=\"email\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(site, "/subscribe/confirm/c-token")).Status);
    }

    [Fact]
    public async Task While_Notification_is_away_every_page_says_so_and_asks_to_come_back()
    {
        var notification = await StubNotification.StartAsync();
        var address = notification.Address;
        await notification.DisposeAsync();
        await using var site = await SubscribeSite.StartAsync(servers, address);

        foreach (var path in new[] { "/subscribe", "/subscribe/confirm/c-token", "/unsubscribe/l-token", "/unsubscribe/l-token/one-click" })
        {
            var (status, page) = await PostAsync(site, path, ("email", "ada@example.org"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("Mail is out of reach", page, StringComparison.Ordinal);
        }

        Assert.Contains("Mail is out of reach", await GetAsync(site, "/unsubscribe/l-token", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_are_kept_by_nobody()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await SubscribeSite.StartAsync(servers, notification.Address);

        using var response = await site.Reader.GetAsync("/subscribe/confirm/c-token");

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Contains("noindex", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_box_on_the_front_page_leads_to_the_inbox()
    {
        await using var notification = await StubNotification.StartAsync();
        await using var site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken, ("services:notification:http:0", notification.Address));
        using var reader = site.OpenReader();

        var action = PostForm().Match(await reader.GetStringAsync("/")).Groups[1].Value;
        using var response = await reader.PostAsync(action, new FormUrlEncodedContent([new("email", "ada@example.org")]));

        Assert.Contains("Check your inbox", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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
