namespace Papers.Web.ReadModel;

/// <summary>Addresses that papers name, before they become links on a page.</summary>
public static class WebAddress
{
    /// <summary>Whether an address may be linked to: absolute, by http or https, and to a host. Anything else is shown as text.</summary>
    public static bool IsLinkable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Length > 0
        && address.UserInfo.Length == 0;

    /// <summary>An address as a person says it: without scheme, <c>www.</c> and the slash at its end.</summary>
    public static string ToDisplayText(string url)
    {
        var start = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : 0;
        var rest = url[start..];
        return (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rest[4..] : rest).TrimEnd('/');
    }
}
