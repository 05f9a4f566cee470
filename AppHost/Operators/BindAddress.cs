using System.Net;

namespace Papers.AppHost.Operators;

/// <summary>The address that a public endpoint listens on.</summary>
/// <param name="Address">For a socket.</param>
/// <param name="UrlHost">As ASPNETCORE_URLS writes it: <c>localhost</c> listens on both loopback addresses.</param>
internal sealed record BindAddress(IPAddress Address, string UrlHost)
{
    /// <summary>Reads <c>loopback</c>, <c>localhost</c>, <c>*</c> or an IP address; null for anything else.</summary>
    public static BindAddress? Parse(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" or "loopback" or "localhost" => new(IPAddress.Loopback, "localhost"),
        "*" or "+" => new(IPAddress.Any, "0.0.0.0"),
        var other => !IPAddress.TryParse(other.Trim('[', ']'), out var address) ? null
            : new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}"),
    };
}
