using System.Net;
using System.Net.Sockets;

namespace Papers.LocalHosting.Running;

/// <summary>Where an endpoint listens: on loopback (both kinds), on every address, or on one.</summary>
internal sealed record BindAddress
{
    public static readonly BindAddress Loopback = new()
    {
        UrlHost = "localhost",
        LocalHost = "localhost",
        Addresses = HasIpv6Loopback() ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
    };

    /// <summary>As ASPNETCORE_URLS writes it.</summary>
    public required string UrlHost { get; init; }

    /// <summary>How programs of this machine reach it.</summary>
    public required string LocalHost { get; init; }

    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>Takes <c>loopback</c>, <c>localhost</c>, <c>*</c> or an IP address; null for anything else.</summary>
    public static BindAddress? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || IsWord(text, "loopback") || IsWord(text, "localhost"))
            return Loopback;
        if (text is "*" or "+")
            text = "0.0.0.0";
        if (!IPAddress.TryParse(text.Trim('[', ']'), out var address))
            return null;

        var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
        var isAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return new BindAddress { UrlHost = host, LocalHost = isAny ? "localhost" : host, Addresses = [address] };

        static bool IsWord(string text, string word) => string.Equals(text.Trim(), word, StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasIpv6Loopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
