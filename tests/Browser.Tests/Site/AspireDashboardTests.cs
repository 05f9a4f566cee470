using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Papers.Testing;
using Papers.Testing.Stack;
using static Microsoft.Playwright.Assertions;

namespace Papers.Browser.Tests.Site;

/// <summary>Aspire's dashboard over the real stack: its pictures are those of docs/operating.md.</summary>
[Trait("Category", "Long")]
public sealed partial class AspireDashboardTests(Browser browser)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly string[] s_services = ["ingest", "tagging", "linkcheck", "notification", "web"];

    [Fact]
    public async Task An_operator_sees_healthy_services_a_trace_through_four_of_them_and_a_structured_log()
    {
        await using var stack = await PapersStack.StartAsync();
        await stack.WaitForAsync(counts => counts is { Papers: > 97, IsSettled: true }, s_limit);
        await Eventually.TrueAsync(() => Login().IsMatch(stack.Output), s_limit);
        var login = Login().Match(stack.Output).Value;
        var origin = new Uri(login).GetLeftPart(UriPartial.Authority);

        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            page.SetDefaultTimeout(60_000);
            await page.GotoAsync(login);
            foreach (var service in s_services)
            {
                var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = service }).First;
                await Expect(row).ToContainTextAsync("Running", new() { Timeout = 60_000 });
            }

            await Expect(page.GetByText("Unhealthy")).ToHaveCountAsync(0);
            await Expect(page.GetByText("No trusted development certificate")).ToHaveCountAsync(0);
            await Screenshots.TakeAsync(page, "dashboard-resources");

            await page.GotoAsync($"{origin}/structuredlogs");
            await Expect(page.GetByText("Import of").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        });

        // Wide enough for the list to name every resource of a trace.
        await browser.VisitAsync(BrowserLook.Desk with { Width = 2400 }, async page =>
        {
            await page.GotoAsync(login);
            await page.GotoAsync($"{origin}/traces");
            var batch = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ingest: import batch" }).First;
            foreach (var service in (string[])["ingest", "tagging", "linkcheck", "web"])
            {
                await Expect(batch).ToContainTextAsync($"{service} (", new() { Timeout = 60_000 });
            }

            await Screenshots.TakeAsync(page, "dashboard-traces");
        });
    }

    [GeneratedRegex(@"http://localhost:[0-9]+/login\?t=[0-9a-f]+")]
    private static partial Regex Login();
}
