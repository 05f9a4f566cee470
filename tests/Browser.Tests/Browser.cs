using Microsoft.Playwright;
using Papers.Browser.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Browser))]
// Two pages at once on two cores measure one another.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Papers.Browser.Tests;

/// <summary>The Chromium of this machine, started once for all tests. Where there is none a test is skipped, and under CI fails.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // Nothing but the pages under test may be asked for; root cannot have the sandbox.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim starting = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens an empty page in a browser without history, and afterwards fails if the page reported an error or asked for anything beyond this machine.</summary>
    /// <param name="look">The reader's window.</param>
    /// <param name="visit">What the reader does.</param>
    /// <param name="expected">A part of the errors that belong to the test, such as a refused connection.</param>
    public async Task VisitAsync(BrowserLook look, Func<IPage, Task> visit, string? expected = null)
    {
        var started = await StartedAsync();
        await using var context = await started.NewContextAsync(look.ToOptions());
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        var complaints = Complaints(page);

        await visit(page);

        Assert.DoesNotContain(complaints, complaint => expected is null || !complaint.Contains(expected, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    private static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type} on {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"exception on {page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !uri.IsLoopback)
                complaints.Add($"{page.Url} asked for {request.Url}");
        };
        return complaints;
    }

    private async Task<IBrowser> StartedAsync()
    {
        if (FindChromium() is not { } program)
        {
            const string Missing = "Chromium is not installed (Debian, Ubuntu: apt-get install chromium).";
            if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
                Assert.Fail(Missing);
            Assert.Skip(Missing);
            throw new InvalidOperationException(Missing);
        }

        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return chromium ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
        }
        finally
        {
            starting.Release();
        }
    }

    private static string? FindChromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => Names, Path.Combine)
            .FirstOrDefault(File.Exists);
}
