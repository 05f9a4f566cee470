using Microsoft.Playwright;
using Papers.Web.Tests;

namespace Papers.Browser.Tests.Site;

public sealed class AdminTests(Browser browser, StubbedSite site) : IClassFixture<StubbedSite>
{
    private static readonly string[] s_pages =
        ["/admin", "/admin/sources", "/admin/imports", "/admin/imports/0195a7b4-0000-7000-8000-000000000002", "/admin/duplicates", "/admin/papers?id=2503.00001", "/admin/failed-messages"];

    public static TheoryData<BrowserLook> Looks => [BrowserLook.Desk, BrowserLook.DeskDark, BrowserLook.Phone, BrowserLook.PhoneDark];

    [Theory]
    [MemberData(nameof(Looks))]
    public Task Every_admin_page_fits_its_window_and_is_readable(BrowserLook look) => browser.VisitAsync(look, async page =>
    {
        site.Stubs.FailsAt = null;
        await SignInAsync(page, look);
        foreach (var path in s_pages)
        {
            await CheckAsync(page, path, look);
        }

        site.Stubs.FailsAt = "/internal";
        await CheckAsync(page, "/admin", look, "-away");
        await CheckAsync(page, "/admin/sources", look, "-away");
        site.Stubs.FailsAt = null;
    });

    [Fact]
    public Task The_admin_pages_work_without_JavaScript() =>
        browser.VisitAsync(BrowserLook.Desk with { JavaScript = false }, async page =>
        {
            site.Stubs.FailsAt = null;
            await OpenAsync(page, "/admin");
            await page.GetByLabel("Token").FillAsync("wrong");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("token");
            await page.GetByLabel("Token").FillAsync(WebSite.AdminToken);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Overview");

            await page.GetByRole(AriaRole.Link, new() { Name = "Sources" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Run now HuggingFaceDaily" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("started");
            Assert.Contains("/internal/harvests/HuggingFaceDaily", site.Stubs.Commands);

            await page.GetByRole(AriaRole.Link, new() { Name = "Imports" }).ClickAsync();
            await page.GetByLabel("Upload papers").SetInputFilesAsync(new FilePayload { Name = "mine.jsonl", MimeType = "text/plain", Buffer = new byte[2_000] });
            await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("mine.jsonl");
            Assert.Contains(("mine.jsonl", 2_000), site.Stubs.Imports.Values);

            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await OpenAsync(page, "/admin/failed-messages");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        }, expected: "403 (Forbidden)");

    private async Task SignInAsync(IPage page, BrowserLook look)
    {
        await OpenAsync(page, "/admin");
        await Screenshots.TakeAsync(page, $"admin-sign-in-{look.Name}");
        await page.GetByLabel("Token").FillAsync(WebSite.AdminToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Overview");
    }

    private async Task CheckAsync(IPage page, string path, BrowserLook look, string suffix = "")
    {
        await OpenAsync(page, path);
        await Screenshots.TakeAsync(page, $"{path[1..].Replace('/', '-').Replace('?', '-').Replace('=', '-')}{suffix}-{look.Name}", wholePage: true);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than the window.");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal("", await page.EvaluateAsync<string>(PageRules.Unnamed));
        Assert.Equal("", await page.EvaluateAsync<string>(PageRules.HardToRead));
    }

    private Task<IResponse?> OpenAsync(IPage page, string path) => page.GotoAsync(new Uri(site.Address, path).ToString());
}
