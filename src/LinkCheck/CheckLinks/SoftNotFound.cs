using System.Net;
using System.Text.RegularExpressions;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Recognizes a soft 404: a success status for a missing page. The site redirects to its front page, or returns a page whose title or first
/// heading says only that the page was not found. A title that merely contains such words ("Lost and not found: …") does not count.
/// </summary>
internal static partial class SoftNotFound
{
    private const int MaxHeadingLength = 500;

    private static readonly string[] s_frontPages =
    [
        "/", "/index.html", "/index.htm", "/index.php", "/home", "/404", "/404.html", "/not-found", "/notfound",
    ];

    private static readonly HashSet<string> s_messages = new(StringComparer.OrdinalIgnoreCase)
    {
        "404", "404 not found", "not found", "page not found", "404 page not found", "error 404", "404 error", "404 - not found", "file not found",
        "page cannot be found", "the page cannot be found", "page could not be found", "the page could not be found", "page does not exist",
        "this page does not exist", "page doesn't exist", "this page doesn't exist", "site not found", "page no longer available",
        "this page is no longer available", "oops! page not found",
        "this page could not be found", "this page could not be found.", "sorry, this page isn't available.", "the requested url was not found on this server.",
        "http 404", "http status 404", "content not found", "resource not found", "project not found", "repository not found", "document not found",
    };

    /// <summary>Whether the host is known to answer missing pages with 404, so that its pages need not be read.</summary>
    public static bool IsReliable(string host) =>
        host is "github.com" or "huggingface.co" or "gitlab.com" or "arxiv.org" or "doi.org" or "zenodo.org"
        || host.EndsWith(".github.io", StringComparison.Ordinal);

    /// <summary>Whether a link to a page of a site was redirected to the front page of the same site.</summary>
    public static bool IsFrontPage(Uri requested, Uri final) =>
        requested.AbsolutePath.TrimEnd('/').Length > 0
        && requested.AbsolutePath != final.AbsolutePath
        && Site(requested) == Site(final)
        && s_frontPages.Contains(final.AbsolutePath, StringComparer.OrdinalIgnoreCase)
        && !s_frontPages.Contains(requested.AbsolutePath, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the page says that it was not found.</summary>
    /// <param name="page">The beginning of an HTML page.</param>
    public static bool IsErrorPage(string page) => IsMessage(ContentOf(page, "title")) || IsMessage(ContentOf(page, "h1"));

    private static string Site(Uri url) => url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host["www.".Length..] : url.Host;

    // "Page not found | The Lab", "404 – Not Found"
    private static bool IsMessage(string? text) =>
        text is not null
        && (s_messages.Contains(text)
            || text.Split(['|', '\u00b7', '\u2013', '\u2014', '\u2022'], StringSplitOptions.TrimEntries).Any(s_messages.Contains)
            || text.Split(" - ", StringSplitOptions.TrimEntries).Any(s_messages.Contains)
            || text.Split(": ", StringSplitOptions.TrimEntries)[0] is "404" or "Error 404");

    private static string? ContentOf(string page, string element)
    {
        var open = page.IndexOf($"<{element}", StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : page.IndexOf('>', open);
        var end = start < 0 ? -1 : page.IndexOf($"</{element}", start, StringComparison.OrdinalIgnoreCase);
        if (end < 0 || end - start > MaxHeadingLength)
        {
            return null;
        }

        var text = WebUtility.HtmlDecode(Tag().Replace(page[(start + 1)..end], " "));
        return string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
