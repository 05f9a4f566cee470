using System.Net;
using System.Net.Sockets;

namespace Papers.ServiceDefaults.Http;

/// <summary>
/// Keeps links and webhooks that strangers name from reaching this machine or its network. It judges the addresses that a name
/// resolves to at the moment of connecting, and connects to just those, so that a name cannot change its mind in between
/// (DNS rebinding). Use it as <see cref="SocketsHttpHandler.ConnectCallback"/>, with the handler's proxy switched off.
/// </summary>
/// <param name="allowedPrivateHosts">What may be private all the same: <c>host</c> for every port, or <c>host:port</c>.</param>
public sealed class PublicAddressGuard(IEnumerable<string> allowedPrivateHosts)
{
    private readonly HashSet<string> _allowed = new(allowedPrivateHosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>True where an operator lists the host, with or without this port.</summary>
    public bool Allows(string host, int port)
    {
        var name = host.Trim('[', ']');
        return _allowed.Contains(name) || _allowed.Contains($"{name}:{port}") || _allowed.Contains($"[{name}]:{port}");
    }

    /// <summary>Connects to a public address of the host asked for.</summary>
    /// <exception cref="PrivateAddressException">All its addresses are private and it is not on the list.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var resolved = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        var addresses = Allows(endpoint.Host, endpoint.Port) ? resolved : [.. resolved.Where(PublicAddress.Is)];
        if (addresses.Length == 0)
        {
            throw new PrivateAddressException(endpoint.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
