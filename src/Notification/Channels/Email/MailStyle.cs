using System.Net;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Fonts and colours of the site for HTML mails. Many mail programs drop style sheets, so each element has its own style; the style sheet only
/// has the dark colours, for programs that keep it.
/// </summary>
internal static class MailStyle
{
    public const string Serif = "Palatino,Georgia,serif";
    public const string Sans = "-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif";
    public const string Mono = "Menlo,Consolas,monospace";
    public const string Paper = "#fbfaf7";
    public const string Card = "#ffffff";
    public const string Ink = "#1c1d22";
    public const string Soft = "#5c5f6a";
    public const string Line = "#e5e2da";
    public const string Accent = "#9a3412";
    public const string Alive = "#15803d";
    public const string Unsure = "#a16207";
    public const string Dead = "#b91c1c";

    public const string Brand = $"margin:0;font:600 17px/1 {Serif};color:{Ink}";
    public const string BrandDot = $"""<span class="accent" style="color:{Accent}">.</span>""";
    public const string Heading = $"margin:22px 0 0;font:600 28px/1.15 {Serif};letter-spacing:-.015em;color:{Ink}";
    public const string Footer = $"padding:18px 0 0;border-top:1px solid {Line};font-size:13px;color:{Soft}";

    private const string Dark = """
        @media (prefers-color-scheme:dark){
        .paper{background:#14161a!important}
        .card{background:#1b1e24!important}
        .ink{color:#e9e7e2!important}
        .soft{color:#a3a5ad!important}
        .line{border-color:#2c3038!important}
        .accent{color:#fdba74!important}
        .button{background:#fdba74!important;color:#14161a!important}
        .alive{color:#4ade80!important}
        .unsure{color:#facc15!important}
        .dead{color:#f87171!important}
        }
        """;

    /// <summary>A whole HTML mail.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML.</param>
    public static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {Dark}
        </style>
        </head>
        <body class="paper" style="margin:0;padding:0;background:{Paper}">
        <div class="paper" style="background:{Paper};padding:28px 18px">
        <div class="ink" style="max-width:600px;margin:0 auto;font:400 15px/1.55 {Sans};color:{Ink}">
        {body}
        </div>
        </div>
        </body>
        </html>

        """;
}
