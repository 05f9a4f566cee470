using Microsoft.Playwright;

namespace Papers.Browser.Tests.Site;

public sealed class SiteTests(Browser browser, FilledSite site) : IClassFixture<FilledSite>
{
    private static readonly string[] s_pages =
        ["/", "/?page=2", "/weekly/2025-W11", "/monthly/2025-03", "/trending", "/tags", "/tags/image-generation", "/search?q=editing+video", "/search", "/search?q=zebra", "/papers/2503.00003", "/papers/2503.00000", $"/papers/{FilledSite.Withdrawn}", "/papers/t-hostile", "/submit", "/about"];

    public static TheoryData<BrowserLook> Looks => [BrowserLook.Desk, BrowserLook.DeskDark, BrowserLook.Phone, BrowserLook.PhoneDark];

    [Theory]
    [MemberData(nameof(Looks))]
    public Task Every_page_fits_its_window_and_is_readable(BrowserLook look) => browser.VisitAsync(look, async page =>
    {
        foreach (var path in s_pages)
        {
            await OpenAsync(page, path);
            await Screenshots.TakeAsync(page, $"site{path.Replace('/', '-').Replace('?', '-').Replace('=', '-').Replace('+', '-')}-{look.Name}");

            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than the window.");
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            Assert.Equal(1, await page.Locator("main").CountAsync());
            Assert.Equal("", await page.EvaluateAsync<string>(PageRules.Unnamed));
            Assert.Equal("", await page.EvaluateAsync<string>(PageRules.HardToRead));
        }
    }, expected: "410 (Gone)");

    [Fact]
    public Task Navigates_from_list_to_paper_to_tag() => browser.VisitAsync(BrowserLook.Phone, async page =>
    {
        await OpenAsync(page, "/");
        Assert.Equal(50, await page.Locator(".paper").CountAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Next →" }).ClickAsync();
        Assert.Equal(FilledSite.Papers - 50, await page.Locator(".paper").CountAsync());

        await page.Locator(".paper h2 a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Consistency models with fewer steps, part 11");
        await page.GetByText("Why these tags?").ClickAsync();
        await Assertions.Expect(page.Locator(".whys dd").First).ToContainTextAsync("in the abstract");

        await page.Locator(".side .tag").First.ClickAsync();
        await Assertions.Expect(page.Locator(".eyebrow")).ToHaveTextAsync("Task");
    });

    [Fact]
    public Task Everything_works_by_keyboard() => browser.VisitAsync(BrowserLook.Desk, async page =>
    {
        await OpenAsync(page, "/");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.Locator("input[type=search]").FocusAsync();
        await page.Keyboard.TypeAsync("\"reward models\" annotator");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("\"reward models\" annotator");
        await Assertions.Expect(page.Locator(".paper mark").First).ToBeVisibleAsync();

        await page.Locator(".paper h2 a").First.FocusAsync();
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Aligning reward models under noise");
    });

    [Fact]
    public Task Everything_works_without_JavaScript() => browser.VisitAsync(BrowserLook.Desk with { JavaScript = false }, async page =>
    {
        await OpenAsync(page, "/");
        await page.Locator("input[type=search]").FillAsync("retrieval");
        await page.Locator("input[type=search]").PressAsync("Enter");
        await page.Locator(".paper h2 a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Retrieval without an index");
        await Assertions.Expect(page.Locator(".abstract")).ToContainTextAsync("$\\mathcal{O}(\\log n)$");
    });

    [Fact]
    public Task A_hostile_title_is_shown_as_text() => browser.VisitAsync(BrowserLook.Desk, async page =>
    {
        foreach (var path in new[] { "/?page=2", "/papers/t-hostile", "/search?q=broken" })
        {
            await OpenAsync(page, path);
            await Assertions.Expect(page.GetByText(FilledSite.HostileTitle).First).ToBeVisibleAsync();
            Assert.NotEqual("broken", await page.TitleAsync());
            Assert.Equal(0, await page.Locator("script, img").CountAsync());
        }
    });

    [Fact]
    public Task Prints_whole_abstracts_without_navigation() => browser.VisitAsync(BrowserLook.Desk, async page =>
    {
        await OpenAsync(page, "/");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(page.Locator(".top")).ToBeHiddenAsync();
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.abstract')].every(a => a.scrollHeight <= a.clientHeight + 1)"));
    });

    private Task<IResponse?> OpenAsync(IPage page, string path) => page.GotoAsync(new Uri(site.Address, path).ToString());
}
