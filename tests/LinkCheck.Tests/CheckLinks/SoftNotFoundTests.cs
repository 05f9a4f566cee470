using Papers.LinkCheck.CheckLinks;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class SoftNotFoundTests
{
    [Theory]
    [InlineData("<title>404 Not Found</title>")]
    [InlineData("<html><head><TITLE>Page not found | The Lab</TITLE>")]
    [InlineData("<title>Page Not Found - Our University</title>")]
    [InlineData("<title>404: This page could not be found.</title>")]
    [InlineData("<title>The Lab</title><body><h1 class=\"big\"><span>404</span> Not&nbsp;Found</h1>")]
    [InlineData("<title>404 &#8211; Not found</title>")]
    public void A_page_that_says_not_found_is_an_error_page(string page) => Assert.True(SoftNotFound.IsErrorPage(page));

    [Theory]
    [InlineData("<title>Lost and Not Found: Tracking Objects</title><h1>Lost and Not Found</h1>")]
    [InlineData("<title>HTTP 404 explained</title>")]
    [InlineData("<title>Room 404</title><p>Page not found</p>")]
    [InlineData("<title>My project</title><h1>Results</h1>")]
    [InlineData("<title>404")]
    [InlineData("")]
    public void A_page_that_merely_contains_such_words_is_not(string page) => Assert.False(SoftNotFound.IsErrorPage(page));

    [Theory]
    [InlineData("https://lab.edu/people/me", "https://lab.edu/")]
    [InlineData("https://lab.edu/people/me", "https://www.lab.edu/index.html")]
    [InlineData("http://lab.edu/people/me", "https://lab.edu/404.html")]
    public void A_redirect_to_the_front_page_is_found(string requested, string final) =>
        Assert.True(SoftNotFound.IsFrontPage(new(requested), new(final)));

    [Theory]
    [InlineData("https://bit.ly/abc", "https://project.org/")]
    [InlineData("https://lab.edu/", "https://www.lab.edu/")]
    [InlineData("https://lab.edu/index.html", "https://lab.edu/")]
    [InlineData("https://lab.edu/me", "https://lab.edu/me/")]
    [InlineData("https://lab.edu/me", "https://lab.edu/people/me")]
    public void A_redirect_to_another_page_or_site_is_not(string requested, string final) =>
        Assert.False(SoftNotFound.IsFrontPage(new(requested), new(final)));

    [Theory]
    [InlineData("<title>")]
    [InlineData("<h1>")]
    [InlineData("<")]
    public void A_hostile_page_takes_no_longer_than_others(string repeated)
    {
        var page = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));
        var started = TimeProvider.System.GetTimestamp();

        Assert.False(SoftNotFound.IsErrorPage(page));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }
}
