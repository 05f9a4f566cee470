using System.Net;
using System.Text.RegularExpressions;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Tells a page that came with a good status, but stands for one that is not there: the site's front page in place of a page in its
/// depth, or a page whose title or first heading is nothing but the news that it was not found. A title that only contains such words
/// is one ("Lost and not found: …"), so doubt speaks for the page.
/// </summary>
internal static partial class SoftNotFound
{
    private const int LongestNews = 500;

    private static readonly string[] Fronts = ["/", "/index.html", "/index.htm", "/index.php", "/home", "/404", "/404.html", "/not-found", "/notfound"];

    private static readonly HashSet<string> Says = new(StringComparer.OrdinalIgnoreCase)
    {
        "404", "404 not found", "not found", "page not found", "404 page not found", "error 404", "404 error", "404 - not found", "file not found",
        "page cannot be found", "the page cannot be found", "page could not be found", "the page could not be found", "page does not exist", "this page does not exist",
        "page doesn't exist", "this page doesn't exist", "site not found", "page no longer available", "this page is no longer available", "oops! page not found",
        "this page could not be found", "this page could not be found.", "sorry, this page isn't available.", "the requested url was not found on this server.",
        "http 404", "http status 404", "content not found", "resource not found", "project not found", "repository not found", "document not found",
    };

    /// <summary>True for servers whose 404 can be relied on, so that their pages need not be looked at.</summary>
    public static bool NeverComesFrom(string host) =>
        host is "github.com" or "huggingface.co" or "gitlab.com" or "arxiv.org" or "doi.org" or "zenodo.org"
        || host.EndsWith(".github.io", StringComparison.Ordinal);

    /// <summary>True where a link into a site's depth ended on the same site's front page.</summary>
    public static bool IsFrontPage(Uri asked, Uri final) =>
        asked.AbsolutePath.TrimEnd('/').Length > 0
        && asked.AbsolutePath != final.AbsolutePath
        && Site(asked) == Site(final)
        && Fronts.Contains(final.AbsolutePath, StringComparer.OrdinalIgnoreCase)
        && !Fronts.Contains(asked.AbsolutePath, StringComparer.OrdinalIgnoreCase);

    /// <summary>True where the page itself says so.</summary>
    /// <param name="page">The beginning of an HTML page.</param>
    public static bool IsSaidBy(string page) => IsSaid(ContentOf(page, "title")) || IsSaid(ContentOf(page, "h1"));

    private static string Site(Uri url) => url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host["www.".Length..] : url.Host;

    // "Page not found | The Lab", "404 – Not Found"
    private static bool IsSaid(string? text) =>
        text is not null
        && (Says.Contains(text) || text.Split(['|', '\u00b7', '\u2013', '\u2014', '\u2022'], StringSplitOptions.TrimEntries).Any(Says.Contains)
            || text.Split(" - ", StringSplitOptions.TrimEntries).Any(Says.Contains)
            || text.Split(": ", StringSplitOptions.TrimEntries)[0] is "404" or "Error 404");

    private static string? ContentOf(string page, string element)
    {
        var open = page.IndexOf($"<{element}", StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : page.IndexOf('>', open);
        var end = start < 0 ? -1 : page.IndexOf($"</{element}", start, StringComparison.OrdinalIgnoreCase);
        if (end < 0 || end - start > LongestNews)
            return null;
        var text = WebUtility.HtmlDecode(Tag().Replace(page[(start + 1)..end], " "));
        return string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
