using System.Globalization;
using System.Text;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Makes an absolute address of a token, or nothing where it has none: the host is a name with a dot, an IP address, or a name with a
/// port; user names before an <c>@</c> are refused, since they only ever hide the real host; letters outside ASCII are shown as
/// servers get them (punycode, percent-encoding), so that a host cannot pass for another that looks alike.
/// </summary>
internal static class LinkAddress
{
    private static readonly IdnMapping Idn = new();

    public static string? Parse(string scheme, string token)
    {
        var hostEnd = token.StartsWith('[') ? token.IndexOf(']') + 1 : HostEnd(token);
        var authorityEnd = PortEnd(token, hostEnd);
        if (hostEnd <= 0 || token.AsSpan(0, PathStart(token)).Contains('@'))
            return null;
        if (AsciiHost(token[..hostEnd].TrimEnd('.', '-')) is not { } host || !IsHost(host, hasPort: authorityEnd > hostEnd))
            return null;

        var follows = authorityEnd < token.Length && token[authorityEnd] is '/' or '?' or '#' ? token[authorityEnd..] : "";
        var address = $"{scheme}://{host}{token[hostEnd..authorityEnd]}{Encoded(follows)}";
        return address.Length <= LinkToken.MaxLength && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0
            ? address
            : null;
    }

    private static int HostEnd(string token)
    {
        var end = 0;
        while (end < token.Length && (char.IsLetterOrDigit(token[end]) || token[end] is '.' or '-'))
            end++;
        return end;
    }

    private static int PortEnd(string token, int at)
    {
        if (at >= token.Length || token[at] != ':')
            return at;
        var end = at + 1;
        while (end < token.Length && char.IsAsciiDigit(token[end]))
            end++;
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
            return Ascii.IsValid(host) ? host : Idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null; // a label that is empty or too long
        }
    }

    private static bool IsHost(string host, bool hasPort)
    {
        if (host.StartsWith('['))
            return true; // Uri decides about IPv6
        var labels = host.Split('.');
        if (host.Length > 253 || labels.Any(label => label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-'))
            return false;
        if (labels.Length == 1)
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || hasPort;
        return labels[^1].Length > 1 && char.IsAsciiLetter(labels[^1][0])
            || labels.Length == 4 && labels.All(label => byte.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private static string Encoded(string follows)
    {
        if (Ascii.IsValid(follows))
            return follows;
        var encoded = new StringBuilder();
        foreach (var rune in follows.EnumerateRunes())
            encoded.Append(rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return encoded.ToString();
    }
}
