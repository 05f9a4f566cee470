using System.Net;
using System.Text.RegularExpressions;
using Papers.Testing;

namespace Papers.Web.Tests;

/// <summary>A site without papers, shared by tests that only read.</summary>
public sealed class EmptySite(TestServers servers) : IAsyncLifetime
{
    private WebSite? _site;

    public HttpClient Reader { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken, ("Offline", "true"));
        Reader = _site.OpenReader();
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }
}

public sealed class EmptySiteTests(EmptySite site) : IClassFixture<EmptySite>
{
    private readonly HttpClient _reader = site.Reader;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/trending")]
    [InlineData("/tags")]
    [InlineData("/search")]
    [InlineData("/search?q=anything")]
    [InlineData("/about")]
    [InlineData("/daily/2025-03-14")]
    [InlineData("/weekly/2025-W11")]
    [InlineData("/monthly/2025-03")]
    public async Task Every_page_works_without_papers(string path)
    {
        var page = await PageAsync(_reader, path);

        Assert.Contains("<h1>", page);
        Assert.DoesNotContain("class=\"list\"", page);
        using var head = await _reader.SendAsync(new(HttpMethod.Head, path), Cancellation);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("/papers/2499.99999")]
    [InlineData("/papers/")]
    [InlineData("/tags/nothing")]
    [InlineData("/daily/2025-02-30")]
    [InlineData("/weekly/2025-W60")]
    [InlineData("/nothing/at/all")]
    public async Task Unknown_paths_get_an_error_page(string path)
    {
        using var response = await _reader.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("not found", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Every_response_has_security_headers()
    {
        foreach (var path in new[] { "/", "/nothing", "/api/papers/search", "/admin/api/status" })
        {
            using var response = await _reader.GetAsync(path, Cancellation);
            Assert.StartsWith("default-src 'none'; style-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task Answers_304_for_an_unchanged_page()
    {
        using var first = await _reader.GetAsync("/about", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException("The page has no entity tag."));
        using var second = await _reader.SendAsync(request, Cancellation);
        using var other = new HttpRequestMessage(HttpMethod.Get, "/tags");
        other.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var third = await _reader.SendAsync(other, Cancellation);

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (second.StatusCode, third.StatusCode));
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task The_stylesheet_is_cached_under_a_fingerprinted_URL()
    {
        var address = Regex.Match(await PageAsync(_reader, "/"), "href=\"(/papers\\.[0-9a-z]+\\.css)\"").Groups[1].Value;
        using var response = await _reader.GetAsync(address, Cancellation);

        Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Rejects_a_form_posted_from_another_site()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/subscribe") { Content = new FormUrlEncodedContent([new("email", "a@example.org")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await _reader.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Every_page_of_an_offline_site_says_so() =>
        Assert.Contains("Offline mode", await PageAsync(_reader, "/"));

    internal static async Task<string> PageAsync(HttpClient reader, string path)
    {
        using var response = await reader.GetAsync(path, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        return WebUtility.HtmlDecode(page);
    }
}
