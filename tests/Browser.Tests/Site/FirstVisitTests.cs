using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using Papers.Testing;
using Papers.Testing.Stack;
using static Microsoft.Playwright.Assertions;

namespace Papers.Browser.Tests.Site;

/// <summary>
/// A reader's first visit, on the real stack with its samples: the list, a search, a paper, and a subscription up to its confirmation.
/// The pictures it takes are those of the README.
/// </summary>
public sealed class FirstVisitTests(Browser browser)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_reader_browses_searches_and_subscribes()
    {
        await using var stack = await PapersStack.StartAsync();
        await stack.WaitForAsync(counts => counts is { Papers: > 97, IsSettled: true, LinksFound: > 34 }, s_patience);
        var home = stack.Web.BaseAddress!.ToString(); // the stack's clients have one

        await browser.VisitAsync(BrowserLook.Desk, page => LookRoundAsync(page, home));
        await browser.VisitAsync(BrowserLook.DeskDark, page => SeeAsync(page, home, "daily-dark"));
        await browser.VisitAsync(BrowserLook.Phone, page => SeeAsync(page, home, "daily-phone"));
        await browser.VisitAsync(BrowserLook.Phone with { JavaScript = false }, page => SubscribeAsync(page, home, stack));

        Assert.Equal(1, (await stack.StatusAsync()).Subscribers);
    }

    private static async Task LookRoundAsync(IPage page, string home)
    {
        await SeeAsync(page, home, "daily");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Daily papers");
        await Expect(page.GetByText(new Regex("^97 papers"))).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("consistency models");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?*");
        var first = page.GetByRole(AriaRole.Link, new() { Name = "Improved Techniques for Training Consistency Models" });
        await Expect(first).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "search");

        await first.ClickAsync();
        await page.WaitForURLAsync("**/papers/*");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Improved Techniques for Training Consistency Models");
        await Screenshots.TakeAsync(page, "paper");
    }

    private static async Task SeeAsync(IPage page, string address, string picture)
    {
        await page.GotoAsync(address);
        await Screenshots.TakeAsync(page, picture);
        var overflows = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
        Assert.False(overflows, $"{address} is wider than the window");
    }

    private static async Task SubscribeAsync(IPage page, string home, PapersStack stack)
    {
        await page.GotoAsync(home);
        await page.GetByLabel("Get trending papers in your inbox").FillAsync("ada@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("inbox");

        await Eventually.TrueAsync(() => Directory.Exists(stack.MailFolder) && Directory.GetFiles(stack.MailFolder, "*.eml").Length == 1, s_patience);
        var mail = await MimeMessage.LoadAsync(Directory.GetFiles(stack.MailFolder, "*.eml")[0]);
        var link = Regex.Match(mail.TextBody ?? "", @"https?://\S*confirm\S*").Value;
        await page.GotoAsync(link);
        await page.Locator("form[method=post] button").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "confirmed");
    }
}
