using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Papers.Contracts.Ingest;
using Papers.Web.Submit;

namespace Papers.Browser.Tests.Site;

public sealed class SubmitTests(Browser browser, StubbedSite site) : IClassFixture<StubbedSite>
{
    public static TheoryData<BrowserLook> Looks => [BrowserLook.Desk, BrowserLook.DeskDark, BrowserLook.Phone, BrowserLook.PhoneDark];

    [Theory]
    [MemberData(nameof(Looks))]
    public Task Submitting_a_paper_works_without_JavaScript(BrowserLook look) =>
        browser.VisitAsync(look with { JavaScript = false }, async page =>
        {
            await page.GotoAsync(site.Address.ToString());
            await page.GetByRole(AriaRole.Link, new() { Name = "Submit" }).ClickAsync();
            await LookAsync(page, look, "empty");
            await page.GetByLabel("Which paper?").FillAsync("   ");
            await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter");
            await LookAsync(page, look, "error");

            await SubmitAsync(page, "https://arxiv.org/abs/2503.00001");
            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Looking it up");
            await LookAsync(page, look, "waiting");
            await SettleAsync(page, SubmissionOutcome.Added, paperId: "2503.00001");
            await page.GetByRole(AriaRole.Link, new() { Name = "Refresh" }).ClickAsync();
            await LookAsync(page, look, "added");
            await page.GetByRole(AriaRole.Link, new() { Name = "Open paper" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Consistency models with fewer steps");

            await page.GotoAsync(new Uri(site.Address, "/submit").ToString());
            await SubmitAsync(page, "https://example.org/" + new string('x', 200));
            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Looking it up");
            await SettleAsync(page, SubmissionOutcome.Refused, reason: "This is neither an arXiv number nor a DOI.");
            await page.GetByRole(AriaRole.Link, new() { Name = "Refresh" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("This is neither an arXiv number nor a DOI.");
            await LookAsync(page, look, "refused");
        }, expected: "400 (Bad Request)");

    private static async Task SubmitAsync(IPage page, string reference)
    {
        await page.GetByLabel("Which paper?").FillAsync(reference);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
    }

    private async Task SettleAsync(IPage page, SubmissionOutcome outcome, string? paperId = null, string? reason = null)
    {
        var settled = new SubmissionSettled
        {
            SubmissionId = Guid.Parse(new Uri(page.Url).Segments[^1]),
            Outcome = outcome,
            PaperId = paperId is null ? null : new Contracts.PaperId(paperId),
            Reason = reason,
            SettledAt = DateTimeOffset.UnixEpoch,
        };
        Assert.True(await site.Site.Services.GetRequiredService<SubmissionStore>().SettleAsync(settled, TestContext.Current.CancellationToken));
    }

    private static async Task LookAsync(IPage page, BrowserLook look, string state)
    {
        await Screenshots.TakeAsync(page, $"submit-{state}-{look.Name}", wholePage: true);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{state} is wider than the window.");
        Assert.Equal("", await page.EvaluateAsync<string>(PageRules.Unnamed));
        Assert.Equal("", await page.EvaluateAsync<string>(PageRules.HardToRead));
    }
}
