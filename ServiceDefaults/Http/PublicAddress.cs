using System.Net;
using System.Net.Sockets;

namespace Papers.ServiceDefaults.Http;

/// <summary>
/// Whether an address belongs to the public internet, by IANA's special-purpose registries (RFC 6890 and its updates).
/// An IPv4 address embedded in an IPv6 one (mapped, NAT64, 6to4, but not Teredo's server) is checked as the IPv4 address that it reaches.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] s_notPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
            "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork s_nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork s_sixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork s_ipv4Compatible = IPNetwork.Parse("::/96");

    /// <summary>True where the address can be reached on the public internet alone.</summary>
    public static bool Is(IPAddress address)
    {
        var reached = Reached(address);
        return !s_notPublic.Any(network => network.Contains(reached));
    }

    private static IPAddress Reached(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (s_nat64.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        if (s_sixToFour.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(2, 4));
        }

        var loopbackOrNone = address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.IPv6None);
        return s_ipv4Compatible.Contains(address) && !loopbackOrNone ? new IPAddress(bytes.AsSpan(12, 4)) : address;
    }
}
