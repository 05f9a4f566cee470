namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Normalizes URLs (RFC 3986, 6.2): those with the same identity are one link, which is checked once. Scheme and host become lower case; the
/// default port, the fragment and a slash at the end are dropped. On hosts known to treat them alike, http becomes https, <c>www.</c> is
/// dropped, and the name of a repository becomes lower case without <c>.git</c>. The query is kept.
/// </summary>
internal static class LinkIdentity
{
    /// <param name="url">A result of <see cref="LinkUrl.Parse"/>.</param>
    public static string From(string url)
    {
        var uri = new Uri(url);
        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (host is "www.github.com" or "www.huggingface.co")
        {
            host = host["www.".Length..];
        }

        if (uri.HostNameType == UriHostNameType.IPv6)
        {
            host = $"[{host}]";
        }

        var isHttpsOnly = uri.IsDefaultPort && IsHttpsOnly(host);
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        var path = uri.AbsolutePath.TrimEnd('/');
        if (host == "github.com")
        {
            path = Repository(path);
        }

        return $"{(isHttpsOnly ? "https" : uri.Scheme)}://{host}{port}{path}{uri.Query}";
    }

    private static bool IsHttpsOnly(string host) =>
        host is "github.com" or "gitlab.com" or "huggingface.co" or "arxiv.org" or "doi.org" or "zenodo.org"
        || host.EndsWith(".github.io", StringComparison.Ordinal);

    // "/Owner/Name.git" becomes "/owner/name"; what follows is a path in the repository, where case matters.
    private static string Repository(string path)
    {
        var parts = path.Split('/');
        for (var i = 1; i < Math.Min(parts.Length, 3); i++)
        {
            parts[i] = parts[i].ToLowerInvariant();
        }

        if (parts.Length == 3 && parts[2].EndsWith(".git", StringComparison.Ordinal))
        {
            parts[2] = parts[2][..^".git".Length];
        }

        return string.Join('/', parts);
    }
}
