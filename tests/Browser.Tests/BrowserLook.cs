using Microsoft.Playwright;

namespace Papers.Browser.Tests;

/// <summary>The window and the wishes of a reader.</summary>
public sealed record BrowserLook
{
    public static readonly BrowserLook Desk = new() { Name = "1280-light", Width = 1280, Height = 860 };
    public static readonly BrowserLook DeskDark = Desk with { Name = "1280-dark", Dark = true };
    public static readonly BrowserLook Phone = new() { Name = "390-light", Width = 390, Height = 844 };
    public static readonly BrowserLook PhoneDark = Phone with { Name = "390-dark", Dark = true };

    public required string Name { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public bool Dark { get; init; }

    public bool JavaScript { get; init; } = true;

    public override string ToString() => Name;

    internal BrowserNewContextOptions ToOptions() => new()
    {
        ViewportSize = new() { Width = Width, Height = Height },
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
        JavaScriptEnabled = JavaScript,
        Locale = "en-GB",
        TimezoneId = "Europe/Berlin",
        AcceptDownloads = true,
    };
}
