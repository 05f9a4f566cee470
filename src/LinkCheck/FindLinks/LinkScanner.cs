using System.Buffers;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Reads the links out of a plain text, as a person reading it would: addresses with <c>http://</c> or <c>https://</c>, and those
/// without wherever <see cref="BareHosts"/> is certain. Nothing is guessed: of a name broken by a space the part before it is taken.
/// Each character is looked at a bounded number of times, so hostile text costs no more than any other.
/// </summary>
internal static class LinkScanner
{
    private static readonly SearchValues<char> HostChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>Every link of the text in reading order, repeated where the text repeats it.</summary>
    public static List<string> LinksIn(string text)
    {
        var links = new List<string>();
        var at = 0;
        while (at < text.Length && text.AsSpan(at).IndexOfAny('.', ':') is >= 0 and var next)
        {
            var start = at + next;
            while (start > at && IsWordChar(text[start - 1]))
                start--;
            var end = at + next;
            while (end < text.Length && IsWordChar(text[end]))
                end++;
            at = Math.Max(ReadWord(text, start, end, links), at + next + 1);
        }

        return links;
    }

    // What a host name may hold, so that a word is a host, a scheme or plain prose.
    private static bool IsWordChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';

    private static int ReadWord(string text, int start, int end, List<string> links)
    {
        var word = text.AsSpan(start, end - start);
        if (end < text.Length && text[end] == ':' && Scheme(word) is { } scheme)
            return ReadWithScheme(text, scheme, end, links);
        if (word.Contains('.') && !IsPartOfSomethingElse(text, start, end))
            return ReadBare(text, start, end, "https", links);
        return end;
    }

    // Words run together as in "available athttps://…" still end in the scheme.
    private static string? Scheme(ReadOnlySpan<char> word) =>
        word.EndsWith("https", StringComparison.OrdinalIgnoreCase) ? "https"
        : word.EndsWith("http", StringComparison.OrdinalIgnoreCase) ? "http"
        : null;

    // An e-mail address, a path, a file name or another scheme's address.
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
                return at; // "http://https://…": read the inner one
            var token = LinkToken.Read(text, at);
            if (LinkAddress.Parse(scheme, token.Text) is { } link)
                links.Add(link);
            else if (IsBrokenHost(text.AsSpan(at, token.End - at)) && token.End < text.Length && text[token.End] == ' ')
                return ReadBrokenHost(text, scheme, at, token.End, links);
            return Math.Max(token.End, at);
        }

        // "https: //host/…", "https:/host/…" and "https:// host/…": read on where the host leaves no doubt.
        at = SkipSpaces(text, at);
        for (var slashes = 0; slashes < 2 && at < text.Length && text[at] == '/'; slashes++)
            at++;
        at = SkipSpaces(text, at);
        var end = at;
        while (end < text.Length && IsWordChar(text[end]))
            end++;
        return end == at ? colon + 1 : ReadBare(text, at, end, scheme, links);
    }

    private static bool IsScheme(ReadOnlySpan<char> rest) =>
        rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // The first name of a host and nothing after it; a whole host would have another dot inside.
    private static bool IsBrokenHost(ReadOnlySpan<char> token) =>
        token.Length > 0 && token.IndexOfAnyExcept(HostChars) < 0 && !token.TrimEnd('.').Contains('.');

    // "https://name. github.io/page": no host ends at such a dot, so what follows completes it. "https://4d- group.github.io/" may be
    // either of two hosts, and its second part is not a host by itself: nothing of it is taken.
    private static int ReadBrokenHost(string text, string scheme, int start, int space, List<string> links)
    {
        var rest = LinkToken.Read(text, space + 1);
        if (text[space - 1] == '.')
        {
            var joined = string.Concat(text.AsSpan(start, space - start), rest.Text);
            var host = joined.AsSpan(0, Math.Max(joined.IndexOf('/'), 0));
            if (BareHosts.AreCertain(host, hasPath: true, before: default) && LinkAddress.Parse(scheme, joined) is { } link)
                links.Add(link);
        }

        return Math.Max(rest.End, space + 1);
    }

    private static int ReadBare(string text, int start, int end, string scheme, List<string> links)
    {
        while (start < end && text[start] is ('.' or '-'))
            start++;
        if (BareHosts.IsRunTogether(text.AsSpan(start, end - start)))
            start += "at".Length;
        var word = text.AsSpan(start, end - start);
        var host = word.TrimEnd(".-");
        var hasPath = host.Length == word.Length && end + 1 < text.Length && text[end] == '/' && IsPathStart(text[end + 1]);
        if (!BareHosts.AreCertain(host, hasPath, text.AsSpan(0, start)))
            return end;

        var token = LinkToken.Read(text, start);
        if (LinkAddress.Parse(scheme, token.Text) is { } link)
            links.Add(link);
        return Math.Max(token.End, end);
    }

    private static bool IsPathStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '~' or '@' or '?' or '#' or '_' or '\\' or '-';

    private static int SkipSpaces(string text, int at)
    {
        for (var spaces = 0; spaces < 4 && at < text.Length && text[at] is (' ' or '\n' or '\r' or '\t'); spaces++)
            at++;
        return at;
    }
}
