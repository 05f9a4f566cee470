using System.Net;
using System.Net.Sockets;

namespace Papers.LocalHosting.Running;

/// <summary>
/// One port before several replicas. Each connection goes to the replica with the fewest; one that does not take it is passed over, so that a replica that is
/// being started again is not noticed.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly Replica[] _replicas;
    private readonly CancellationTokenSource _stop = new();
    private int _next;

    private TcpProxy(IEnumerable<int> ports) => _replicas = [.. ports.Select(port => new Replica(port))];

    /// <exception cref="SocketException">The port is taken.</exception>
    public static TcpProxy Start(BindAddress address, int port, IEnumerable<int> replicaPorts)
    {
        var proxy = new TcpProxy(replicaPorts);
        foreach (var each in address.Addresses)
        {
            var listener = new Socket(each.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            proxy._listeners.Add(listener);
            listener.Bind(new IPEndPoint(each, port));
            listener.Listen();
            proxy._accepting.Add(proxy.AcceptAsync(listener));
        }

        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var listener in _listeners)
            listener.Dispose();
        await Task.WhenAll(_accepting);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(_stop.Token));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // The caller went away before it was taken, or there are too many open files for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            client.NoDelay = true;
            foreach (var replica in InOrderOfLoad())
            {
                using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                Interlocked.Increment(ref replica.Connections);
                try
                {
                    if (!await TryConnectAsync(server, replica.Port))
                        continue;

                    await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
                    return;
                }
                finally
                {
                    Interlocked.Decrement(ref replica.Connections);
                }
            }
        }
    }

    private IEnumerable<Replica> InOrderOfLoad()
    {
        // Where the load is equal they take turns.
        var first = Interlocked.Increment(ref _next) & int.MaxValue;
        return Enumerable.Range(0, _replicas.Length)
            .Select(offset => _replicas[(first + offset) % _replicas.Length])
            .OrderBy(replica => Volatile.Read(ref replica.Connections))
            .ToList();
    }

    private async Task<bool> TryConnectAsync(Socket server, int port)
    {
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
            return true;
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What ends one direction in disorder ends the other.
            from.Close();
            to.Close();
        }
    }

    private sealed class Replica(int port)
    {
        public readonly int Port = port;
        public int Connections;
    }
}
