using System.Globalization;
using System.Text;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Makes an absolute URL of a token. The host must be a name with a dot, an IP address, or a name with a port. User names before an <c>@</c>
/// are rejected, since they serve only to hide the real host. Non-ASCII characters are encoded (punycode, percent-encoding), so a host cannot
/// pass for another that looks similar.
/// </summary>
internal static class LinkUrl
{
    private static readonly IdnMapping s_idn = new();

    /// <returns>Null where the token is not a URL.</returns>
    public static string? Parse(string scheme, string token)
    {
        var hostEnd = token.StartsWith('[') ? token.IndexOf(']') + 1 : HostEnd(token);
        var authorityEnd = PortEnd(token, hostEnd);
        if (hostEnd <= 0 || token.AsSpan(0, PathStart(token)).Contains('@'))
        {
            return null;
        }

        if (AsciiHost(token[..hostEnd].TrimEnd('.', '-')) is not { } host || !IsHost(host, hasPort: authorityEnd > hostEnd))
        {
            return null;
        }

        var rest = authorityEnd < token.Length && token[authorityEnd] is '/' or '?' or '#' ? token[authorityEnd..] : "";
        var url = $"{scheme}://{host}{token[hostEnd..authorityEnd]}{Encode(rest)}";
        return url.Length <= LinkToken.MaxLength && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Host.Length > 0 && uri.UserInfo.Length == 0
            ? url
            : null;
    }

    private static int HostEnd(string token)
    {
        var end = 0;
        while (end < token.Length && (char.IsLetterOrDigit(token[end]) || token[end] is '.' or '-'))
        {
            end++;
        }

        return end;
    }

    private static int PortEnd(string token, int at)
    {
        if (at >= token.Length || token[at] != ':')
        {
            return at;
        }

        var end = at + 1;
        while (end < token.Length && char.IsAsciiDigit(token[end]))
        {
            end++;
        }

        return end > at + 1 && end <= at + 6 ? end : at;
    }

    private static int PathStart(string token)
    {
        var start = token.AsSpan().IndexOfAny('/', '?', '#');
        return start < 0 ? token.Length : start;
    }

    private static string? AsciiHost(string host)
    {
        try
        {
            return Ascii.IsValid(host) ? host : s_idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null; // an empty label, or one that is too long
        }
    }

    private static bool IsHost(string host, bool hasPort)
    {
        if (host.StartsWith('['))
        {
            return true; // Uri validates IPv6 addresses
        }

        var labels = host.Split('.');
        if (host.Length > 253 || labels.Any(label => label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-'))
        {
            return false;
        }

        if (labels.Length == 1)
        {
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || hasPort;
        }

        return labels[^1].Length > 1 && char.IsAsciiLetter(labels[^1][0])
            || labels.Length == 4 && labels.All(label => byte.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private static string Encode(string rest)
    {
        if (Ascii.IsValid(rest))
        {
            return rest;
        }

        var encoded = new StringBuilder();
        foreach (var rune in rest.EnumerateRunes())
        {
            encoded.Append(rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
