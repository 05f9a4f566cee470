using Microsoft.Playwright;
using Papers.LocalHosting.Running;

namespace Papers.Browser.Tests.Dashboard;

public sealed class ResourcePagesTests(Browser browser)
{
    [Fact]
    public async Task The_token_opens_the_dashboard_by_the_form_too()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Phone, async page =>
        {
            await page.GotoAsync($"{stage.Url}login");
            await page.GetByLabel("Token").FillAsync(stage.Login.Split("t=")[1]);
            await page.Keyboard.PressAsync("Enter");

            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Resources" })).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task A_change_on_the_board_shows_without_a_reload_and_leaves_the_focus()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await page.GotoAsync(stage.Login);
            var row = page.Locator("tr", new() { HasText = "Logs of linkcheck" });
            await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
            await Assertions.Expect(row).ToContainTextAsync("Restarting");
            await row.GetByRole(AriaRole.Link, new() { Name = "linkcheck", Exact = true }).FocusAsync();

            stage.Board.Update("linkcheck", resource => resource with { State = ResourceState.Running, Health = ResourceHealth.Healthy, Note = null, Restarts = 3 });
            stage.Board.Put(new ResourceSnapshot { Name = "later", Kind = ResourceKind.Project });

            await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("RunningHealthy");
            await Assertions.Expect(row.Locator(".restarts")).ToHaveTextAsync("3");
            await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(11);
            await Assertions.Expect(row.GetByRole(AriaRole.Link, new() { Name = "linkcheck", Exact = true })).ToBeFocusedAsync();
        });
    }

    [Fact]
    public async Task No_page_shows_a_secret()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await page.GotoAsync(stage.Login);
            foreach (var path in stage.Board.Current.Resources.Select(resource => $"resources/{resource.Name}").Append("").Append("logs").Append("api/resources"))
            {
                await page.GotoAsync(stage.Url + path);
                Assert.DoesNotContain(DashboardStage.Secret, await page.ContentAsync());
            }

            await page.GotoAsync($"{stage.Url}resources/ingest");
            await Assertions.Expect(page.Locator(".environment")).ToContainTextAsync("postgresql://postgres:••••••••@localhost:40002/papersdb");
        });
    }

    [Fact]
    public async Task The_resources_can_be_read_without_scripts_and_walked_by_keyboard()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Desk with { JavaScript = false }, async page =>
        {
            await page.GotoAsync(stage.Login);
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");

            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "postgres" })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Console logs" }).Last.ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "as text" }).ClickAsync();
            await Assertions.Expect(page.Locator("body")).ToContainTextAsync("database system is ready to accept connections");
        });
    }
}
