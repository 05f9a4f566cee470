using System.Net;
using System.Net.Sockets;

namespace Papers.LocalHosting.Servers;

/// <summary>Ports of 127.0.0.1.</summary>
public static class ServerPorts
{
    /// <summary>As many ports as wanted, all different, that nobody listens on now. Nothing keeps them free.</summary>
    public static IReadOnlyList<int> Free(int count)
    {
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }

            // Bound to an address, so each has a local end point.
            return [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>Nobody listens on this port now.</summary>
    public static bool IsFree(int port)
    {
        // As the servers do it: what lingers of old connections is no hindrance.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
