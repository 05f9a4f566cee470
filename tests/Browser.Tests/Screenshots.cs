using Microsoft.Playwright;

namespace Papers.Browser.Tests;

/// <summary>Pictures of pages, for a person to look at; the folder is the setting SCREENSHOTS, or lies beside the tests.</summary>
public static class Screenshots
{
    public static async Task<string> TakeAsync(IPage page, string name, bool wholePage = false)
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots");
        var path = Path.Combine(folder, $"{name}.png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = wholePage });
        return path;
    }
}
