namespace Papers.Browser.Tests.Dashboard;

public sealed class DashboardLooksTests(Browser browser)
{
    public static TheoryData<string> Looks => [.. All.Keys];

    private static readonly Dictionary<string, BrowserLook> All =
        new[] { BrowserLook.Desk, BrowserLook.DeskDark, BrowserLook.Phone, BrowserLook.PhoneDark }.ToDictionary(look => look.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_fits_its_window(string look)
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(All[look], async page =>
        {
            await page.GotoAsync($"{stage.Url}login");
            await Screenshots.TakeAsync(page, $"dashboard-login-{look}");
            await page.GotoAsync(stage.Login);

            foreach (var (name, path) in new[] { ("resources", ""), ("resource", "resources/linkcheck"), ("ingest", "resources/ingest"), ("logs", "logs"), ("logs-of-one", "logs?resource=linkcheck") })
            {
                await page.GotoAsync(stage.Url + path);
                if (path.StartsWith("logs", StringComparison.Ordinal))
                    await page.Locator("#lines li").First.WaitForAsync();
                await Screenshots.TakeAsync(page, $"dashboard-{name}-{look}", wholePage: true);

                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than its window.");
            }
        });
    }
}
