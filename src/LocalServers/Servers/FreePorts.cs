using System.Net;
using System.Net.Sockets;

namespace Papers.LocalServers;

/// <summary>Ports of this machine. Nothing reserves them.</summary>
public static class FreePorts
{
    /// <summary>
    /// A port of 127.0.0.1 that nobody listens on now, from 20000 to 32000: below the range of outgoing connections, so that none of those takes the port of a
    /// server that is being started again.
    /// </summary>
    public static int Next() => Enumerable.Repeat(0, 10_000).Select(_ => Random.Shared.Next(20_000, 32_000)).First(port => IsFree(IPAddress.Loopback, port));

    /// <summary>Whether nobody listens on this port of the address now. Lingering old connections do not count, as they do not for servers.</summary>
    public static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
