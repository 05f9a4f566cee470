using Microsoft.Playwright;

namespace Papers.Browser.Tests.Dashboard;

public sealed class ConsolePageTests(Browser browser)
{
    private const int Many = 10_000;

    [Fact]
    public async Task The_page_answers_while_ten_thousand_lines_arrive()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await OpenAsync(page, stage, "logs");
            await page.EvaluateAsync("""
                () => {
                    window.longest = 0;
                    let last = performance.now();
                    const tick = now => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(tick); };
                    requestAnimationFrame(tick);
                }
                """);

            var writing = WriteAsync(stage, Many);
            await page.Locator("#filter").FillAsync("needle INGEST");
            await page.Locator("#lines li", new() { HasText = "needle" }).First.WaitForAsync();
            await page.Locator("#filter").FillAsync("");
            await writing;

            await Assertions.Expect(page.Locator("#lines li").Last).ToContainTextAsync($"line {Many - 1} ");
            await Assertions.Expect(page.Locator("#tally")).ToHaveTextAsync("10,000 lines");
            Assert.InRange(await page.Locator("#lines li").CountAsync(), 900, 1_100);
            Assert.InRange(await page.EvaluateAsync<double>("window.longest"), 0, 1_500);
            await Screenshots.TakeAsync(page, "dashboard-logs-many");

            await page.Locator("#filter").FillAsync("needle ingest");
            await Assertions.Expect(page.Locator("#lines li")).ToHaveCountAsync(100);
            await Assertions.Expect(page.Locator("#tally")).ToHaveTextAsync("100 of 10,000 lines");
            await Assertions.Expect(page.Locator("#lines mark").First).ToHaveTextAsync("Needle");
            await Screenshots.TakeAsync(page, "dashboard-logs-filtered");
        });
    }

    [Fact]
    public async Task What_a_program_wrote_stays_text()
    {
        await using var stage = await DashboardStage.OpenAsync();
        stage.Logs.Append("web", "</li></ol><iframe src=javascript:alert(1)></iframe>\u001b[31m red \u202e reversed \u0000");
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await OpenAsync(page, stage, "logs?resource=web&filter=%3Cimg+src");

            await Assertions.Expect(page.Locator("#lines li .text")).ToHaveTextAsync(
                "info: Papers.Web.Search[0] <script>document.title='taken'</script><img src=x onerror=document.title='taken'>");
            await page.Locator("#filter").FillAsync("iframe");
            await Assertions.Expect(page.Locator("#lines li .text")).ToContainTextAsync("<iframe src=javascript:alert(1)></iframe> red \u202e reversed ␀");
            Assert.Equal(0, await page.Locator("#lines :is(script, img, iframe)").CountAsync());
            Assert.Equal("Console of web · Papers dashboard", await page.TitleAsync());
        });
    }

    [Fact]
    public async Task A_paused_console_stands_still_and_goes_on_with_what_it_missed()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await OpenAsync(page, stage, "logs?resource=cache");
            await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
            stage.Logs.Append("cache", "while it was paused");
            stage.Logs.Append("messaging", "of another resource");

            await Assertions.Expect(page.Locator("#jump")).ToHaveTextAsync("1 new line");
            await Assertions.Expect(page.Locator("#lines li")).ToHaveCountAsync(2);

            await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
            await Assertions.Expect(page.Locator("#lines li")).ToHaveCountAsync(3);
            await Assertions.Expect(page.Locator("#lines li").Last).ToContainTextAsync("while it was paused");
            await Assertions.Expect(page.Locator("#jump")).ToBeHiddenAsync();
        });
    }

    [Fact]
    public async Task A_reader_of_earlier_lines_is_left_where_they_are()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await WriteAsync(stage, 3_000);
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await OpenAsync(page, stage, "logs");
            await Assertions.Expect(page.Locator("#lines li").Last).ToContainTextAsync("line 2999 ");

            await page.Locator("#console").FocusAsync();
            await page.Keyboard.PressAsync("Home");
            await page.GetByRole(AriaRole.Button, new() { Name = "Show earlier lines" }).ClickAsync();
            await Assertions.Expect(page.Locator("#lines li")).ToHaveCountAsync(2_000);
            await Assertions.Expect(page.GetByText("line 2000 ")).ToBeInViewportAsync();

            stage.Logs.Append("ingest", "the very newest");
            await Assertions.Expect(page.Locator("#jump")).ToHaveTextAsync("1 new line");
            await Assertions.Expect(page.GetByText("line 2000 ")).ToBeInViewportAsync();
            await Screenshots.TakeAsync(page, "dashboard-logs-earlier");

            await page.Locator("#jump").ClickAsync();
            await Assertions.Expect(page.GetByText("the very newest")).ToBeInViewportAsync();
        });
    }

    [Fact]
    public async Task The_newest_line_can_come_first()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await WriteAsync(stage, 3_000);
        await browser.VisitAsync(BrowserLook.Phone, async page =>
        {
            await OpenAsync(page, stage, "logs");
            await page.GetByRole(AriaRole.Button, new() { Name = "Newest first" }).ClickAsync();
            await Assertions.Expect(page.Locator("#lines li").First).ToContainTextAsync("line 2999 ");

            stage.Logs.Append("web", "newer still");
            await Assertions.Expect(page.Locator("#lines li").First).ToContainTextAsync("newer still");
            await Assertions.Expect(page.GetByText("newer still")).ToBeInViewportAsync();
            await Screenshots.TakeAsync(page, "dashboard-logs-newest-first");

            await page.ReloadAsync();
            await Assertions.Expect(page.Locator("#lines li").First).ToContainTextAsync("newer still");
        });
    }

    [Fact]
    public async Task The_lines_that_pass_the_filter_can_be_downloaded()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(BrowserLook.Desk, async page =>
        {
            await OpenAsync(page, stage, "logs");
            await page.Keyboard.PressAsync("/");
            await page.Keyboard.TypeAsync("linkcheck WARN");
            await Assertions.Expect(page.Locator("#lines li")).ToHaveCountAsync(1);

            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());

            Assert.Equal("papers.log", download.SuggestedFilename);
            using var reader = new StreamReader(await download.CreateReadStreamAsync());
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z linkcheck warn: [^\n]+ 5 minutes\n$", text);
        });
    }

    [Fact]
    public async Task A_lost_connection_is_told_and_found_again_without_losing_or_repeating_a_line()
    {
        await using var stage = await DashboardStage.OpenAsync();
        await browser.VisitAsync(
            BrowserLook.Desk,
            async page =>
            {
                await OpenAsync(page, stage, "logs?resource=cache");
                await stage.ReopenAsync(async () =>
                {
                    await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Not connected");
                    stage.Logs.Append("cache", "while nobody listened");
                });

                await Assertions.Expect(page.Locator("#lines li .text")).ToHaveTextAsync(
                    ["# Server initialized", "* Ready to accept connections", "while nobody listened"], new() { Timeout = 20_000 });
                await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
            },
            expected: "net::ERR_");
    }

    private static async Task OpenAsync(IPage page, DashboardStage stage, string path)
    {
        await page.GotoAsync(stage.Login);
        await page.GotoAsync(stage.Url + path);
        await page.Locator("#lines li").First.WaitForAsync();
    }

    // In some hundred small heaps, as processes write.
    private static Task WriteAsync(DashboardStage stage, int count) => Task.Run(async () =>
    {
        string[] names = ["ingest", "tagging", "linkcheck", "notification", "web"];
        for (var i = 0; i < count; i++)
        {
            stage.Logs.Append(names[i % names.Length], $"info: line {i} {(i % 100 == 0 ? "Needle " : "")}of a service that imports papers and tells of each batch it has done");
            if (i % 50 == 0)
                await Task.Delay(5);
        }
    });
}
