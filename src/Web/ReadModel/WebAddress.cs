namespace Papers.Web.ReadModel;

/// <summary>URLs from papers and sources, before a page links to them.</summary>
internal static class WebAddress
{
    /// <summary>Whether a page may link to a URL: absolute, http or https, with a host and without user info. Others are shown as text.</summary>
    public static bool IsLinkable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Length > 0
        && address.UserInfo.Length == 0;

    /// <summary>A URL without its scheme, <c>www.</c> and trailing slash.</summary>
    public static string ToDisplayText(string url)
    {
        var start = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : 0;
        var rest = url[start..];
        return (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rest[4..] : rest).TrimEnd('/');
    }
}
