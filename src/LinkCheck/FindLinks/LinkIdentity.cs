namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// When two addresses are one link, which is checked once: scheme and host in lower case, without default port, fragment and the slash
/// at the end. On hosts that are known to treat them alike, http is https, <c>www.</c> is dropped, and a repository's name ignores case
/// and <c>.git</c>. The query counts. (RFC 3986, 6.2)
/// </summary>
internal static class LinkIdentity
{
    /// <param name="address">As <see cref="LinkAddress"/> makes it.</param>
    public static string Of(string address)
    {
        var uri = new Uri(address);
        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (host is "www.github.com" or "www.huggingface.co")
            host = host["www.".Length..];
        if (uri.HostNameType == UriHostNameType.IPv6)
            host = $"[{host}]";
        var isHttpsOnly = uri.IsDefaultPort && IsHttpsOnly(host);
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        var path = uri.AbsolutePath.TrimEnd('/');
        if (host == "github.com")
            path = Repository(path);
        return $"{(isHttpsOnly ? "https" : uri.Scheme)}://{host}{port}{path}{uri.Query}";
    }

    private static bool IsHttpsOnly(string host) =>
        host is "github.com" or "gitlab.com" or "huggingface.co" or "arxiv.org" or "doi.org" or "zenodo.org" || host.EndsWith(".github.io", StringComparison.Ordinal);

    // "/Owner/Name.git" is "/owner/name"; what follows it is a path in the repository, where case counts.
    private static string Repository(string path)
    {
        var parts = path.Split('/');
        for (var i = 1; i < Math.Min(parts.Length, 3); i++)
            parts[i] = parts[i].ToLowerInvariant();
        if (parts.Length == 3 && parts[2].EndsWith(".git", StringComparison.Ordinal))
            parts[2] = parts[2][..^".git".Length];
        return string.Join('/', parts);
    }
}
