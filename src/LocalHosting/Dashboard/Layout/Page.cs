using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Papers.LocalHosting.Dashboard.Layout;

/// <summary>One page: what stands inside the frame that all pages share.</summary>
internal sealed record Page
{
    private static readonly (string Path, string Name)[] Sections = [("/", "Resources"), ("/logs", "Console logs")];

    public required string Title { get; init; }

    public required Html Main { get; init; }

    /// <summary>The path of the section that the page belongs to; null before signing in, where there is nowhere to go.</summary>
    public string? Section { get; init; }

    public IReadOnlyList<string> Scripts { get; init; } = [];

    public ContentHttpResult ToResult(int status = StatusCodes.Status200OK) =>
        TypedResults.Content(ToHtml().Text, MediaTypeNames.Text.Html, Encoding.UTF8, status);

    private Html ToHtml() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Title} · Papers dashboard</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/dashboard.css">
        {Scripts.Select(script => Html.Of($"""<script type="module" src="/assets/{script}"></script>"""))}
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top"><div class="wrap">
        <a class="brand" href="/">Papers</a>
        {(Section is null ? default : Navigation())}
        </div></header>
        <main class="wrap" id="main" tabindex="-1">
        {Main}
        </main>
        </body>
        </html>
        """);

    private Html Navigation() => Html.Of($"""
        <nav aria-label="Dashboard">
        {Sections.Select(section => Html.Of($"""<a href="{section.Path}"{Html.When(section.Path == Section, new(" aria-current=\"page\""))}>{section.Name}</a>"""))}
        </nav>
        <p class="live" id="live" role="status"></p>
        """);
}
