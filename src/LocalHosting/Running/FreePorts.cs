using System.Net;
using System.Net.Sockets;

namespace Papers.LocalHosting.Running;

/// <summary>
/// Finds ports nobody listens on, each given out once. They lie below the range from which systems take the ports of outgoing connections (32768 and up), so that
/// none is lost to such a connection while a crashed process is being started again on it.
/// </summary>
internal sealed class FreePorts
{
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    private readonly HashSet<int> _given = [];

    /// <summary>Keeps a port from being given out; false when it already is.</summary>
    public bool TryReserve(int port) => _given.Add(port);

    public int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (!_given.Contains(port) && IsFree(BindAddress.Loopback, port))
            {
                _given.Add(port);
                return port;
            }
        }

        throw new CannotStartException($"No free port was found between {Lowest} and {Highest}.");
    }

    public static bool IsFree(BindAddress address, int port) => address.Addresses.All(each => IsFree(each, port));

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
