using System.Buffers;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Finds the URLs in a plain text as a person would read them: those with <c>http://</c> or <c>https://</c>, and bare ones that
/// <see cref="BareHosts"/> recognizes. Nothing is guessed: a URL broken by a space ends there. Each character is read a bounded number of
/// times, so hostile text takes no longer than any other.
/// </summary>
internal static class LinkScanner
{
    private static readonly SearchValues<char> s_hostChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>All URLs in reading order, including repetitions.</summary>
    public static List<string> FindUrls(string text)
    {
        var links = new List<string>();
        var at = 0;
        while (at < text.Length && text.AsSpan(at).IndexOfAny('.', ':') is >= 0 and var next)
        {
            var start = at + next;
            while (start > at && IsWordChar(text[start - 1]))
            {
                start--;
            }

            var end = at + next;
            while (end < text.Length && IsWordChar(text[end]))
            {
                end++;
            }

            at = Math.Max(ReadWord(text, start, end, links), at + next + 1);
        }

        return links;
    }

    // The characters of a host name: a word is a host, a scheme or prose.
    private static bool IsWordChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';

    private static int ReadWord(string text, int start, int end, List<string> links)
    {
        var word = text.AsSpan(start, end - start);
        if (end < text.Length && text[end] == ':' && Scheme(word) is { } scheme)
        {
            return ReadWithScheme(text, scheme, end, links);
        }

        if (word.Contains('.') && !IsPartOfSomethingElse(text, start, end))
        {
            return ReadBare(text, start, end, "https", links);
        }

        return end;
    }

    // In "available athttps://…" the word still ends in the scheme.
    private static string? Scheme(ReadOnlySpan<char> word) =>
        word.EndsWith("https", StringComparison.OrdinalIgnoreCase) ? "https"
        : word.EndsWith("http", StringComparison.OrdinalIgnoreCase) ? "http"
        : null;

    // Part of an email address, a path, a file name or a URL of another scheme.
    private static bool IsPartOfSomethingElse(string text, int start, int end) =>
        (end < text.Length && text[end] is ('@' or '_'))
        || (start > 0 && text[start - 1] is ('@' or '/' or '\\' or '_' or '=' or '&' or '%' or '#' or '+'));

    private static int ReadWithScheme(string text, string scheme, int colon, List<string> links)
    {
        var at = colon + 1;
        if (text.AsSpan(at).StartsWith("//") && at + 2 < text.Length && !char.IsWhiteSpace(text[at + 2]))
        {
            at += 2;
            if (IsScheme(text.AsSpan(at)))
            {
                return at; // "http://https://…": read the inner URL
            }

            var token = LinkToken.Read(text, at);
            if (LinkUrl.Parse(scheme, token.Text) is { } link)
            {
                links.Add(link);
            }
            else if (IsBrokenHost(text.AsSpan(at, token.End - at)) && token.End < text.Length && text[token.End] == ' ')
            {
                return ReadBrokenHost(text, scheme, at, token.End, links);
            }

            return Math.Max(token.End, at);
        }

        // "https: //host/…", "https:/host/…" and "https:// host/…": accepted if the host is recognized.
        at = SkipSpaces(text, at);
        for (var slashes = 0; slashes < 2 && at < text.Length && text[at] == '/'; slashes++)
        {
            at++;
        }

        at = SkipSpaces(text, at);
        var end = at;
        while (end < text.Length && IsWordChar(text[end]))
        {
            end++;
        }

        return end == at ? colon + 1 : ReadBare(text, at, end, scheme, links);
    }

    private static bool IsScheme(ReadOnlySpan<char> rest) =>
        rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // Only the first label of a host; a complete host has a dot inside.
    private static bool IsBrokenHost(ReadOnlySpan<char> token) =>
        token.Length > 0 && token.IndexOfAnyExcept(s_hostChars) < 0 && !token.TrimEnd('.').Contains('.');

    // "https://name. github.io/page": no host ends with this dot, so the next word continues it. "https://4d- group.github.io/" could be
    // either of two hosts: it is skipped.
    private static int ReadBrokenHost(string text, string scheme, int start, int space, List<string> links)
    {
        var rest = LinkToken.Read(text, space + 1);
        if (text[space - 1] == '.')
        {
            var joined = string.Concat(text.AsSpan(start, space - start), rest.Text);
            var host = joined.AsSpan(0, Math.Max(joined.IndexOf('/'), 0));
            if (BareHosts.IsUrl(host, hasPath: true, before: default) && LinkUrl.Parse(scheme, joined) is { } link)
            {
                links.Add(link);
            }
        }

        return Math.Max(rest.End, space + 1);
    }

    private static int ReadBare(string text, int start, int end, string scheme, List<string> links)
    {
        while (start < end && text[start] is ('.' or '-'))
        {
            start++;
        }

        if (BareHosts.IsRunTogether(text.AsSpan(start, end - start)))
        {
            start += "at".Length;
        }

        var word = text.AsSpan(start, end - start);
        var host = word.TrimEnd(".-");
        var hasPath = host.Length == word.Length && end + 1 < text.Length && text[end] == '/' && IsPathStart(text[end + 1]);
        if (!BareHosts.IsUrl(host, hasPath, text.AsSpan(0, start)))
        {
            return end;
        }

        var token = LinkToken.Read(text, start);
        if (LinkUrl.Parse(scheme, token.Text) is { } link)
        {
            links.Add(link);
        }

        return Math.Max(token.End, end);
    }

    private static bool IsPathStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '~' or '@' or '?' or '#' or '_' or '\\' or '-';

    private static int SkipSpaces(string text, int at)
    {
        for (var spaces = 0; spaces < 4 && at < text.Length && text[at] is (' ' or '\n' or '\r' or '\t'); spaces++)
        {
            at++;
        }

        return at;
    }
}
