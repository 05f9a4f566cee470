namespace Papers.Browser.Tests.Site;

public sealed class PageRulesTests(Browser browser)
{
    [Theory]
    [InlineData("<p style='color:#999'>grey</p>", "grey")]
    [InlineData("<p style='background:#9a3412'><a href='/' style='color:#5c3'>green</a></p>", "green")]
    [InlineData("<p style='color:#767676'>just enough</p><h1 style='color:#949494;font-size:32px'>large</h1>", "")]
    public Task Finds_text_with_low_contrast(string body, string found) => FindsAsync(body, PageRules.HardToRead, found);

    [Theory]
    [InlineData("<input name=unlabelled>", "unlabelled")]
    [InlineData("<nav><a href='/'>Home</a></nav>", "<nav>")]
    [InlineData("<a href='/empty'></a>", "/empty")]
    [InlineData("<input type=hidden name=unseen>", "")]
    [InlineData("<label for=a>Name</label><input id=a><a href='/'>Home</a>", "")]
    public Task Finds_elements_without_a_name(string body, string found) => FindsAsync(body, PageRules.Unnamed, found);

    private Task FindsAsync(string body, string rule, string found) => browser.VisitAsync(BrowserLook.Desk, async page =>
    {
        await page.SetContentAsync($"<!doctype html><title>Rules</title>{body}");

        var broken = await page.EvaluateAsync<string>(rule);

        Assert.True(found.Length == 0 ? broken.Length == 0 : broken.Contains(found, StringComparison.Ordinal), broken);
    });
}
