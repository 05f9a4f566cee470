using System.Net;
using System.Net.Sockets;
using System.Text;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private readonly FreePorts _ports = new();
    private readonly List<TcpListener> _replicas = [];
    private TcpProxy? _proxy;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_take_turns()
    {
        var port = Start("a", "b");

        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
            answers.Add(await AskAsync(port));

        Assert.Equal(2, answers.Count(answer => answer == "a:hello"));
        Assert.Equal(2, answers.Count(answer => answer == "b:hello"));
    }

    [Fact]
    public async Task A_replica_that_is_down_is_passed_over()
    {
        var port = Start("a", "b");
        _replicas[0].Stop();

        for (var i = 0; i < 4; i++)
            Assert.Equal("b:hello", await AskAsync(port));
    }

    [Fact]
    public async Task When_all_are_down_the_connection_is_closed()
    {
        var port = Start("a");
        _replicas[0].Stop();

        Assert.Equal("", await AskAsync(port));
    }

    [Fact]
    public async Task Connections_that_stay_open_are_spread_evenly()
    {
        var port = Start("a", "b", "c");
        List<TcpClient> held = [];
        List<char> names = [];
        for (var i = 0; i < 9; i++)
        {
            held.Add(new TcpClient());
            await held[i].ConnectAsync(IPAddress.Loopback, port, Token);
            names.Add((char)held[i].GetStream().ReadByte());
        }

        Assert.All(names.CountBy(name => name), name => Assert.Equal(3, name.Value));
        held.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_megabyte_arrives_whole()
    {
        var port = Start("a");
        var sent = new string('z', 1024 * 1024);

        Assert.Equal($"a:{sent}", await AskAsync(port, sent));
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        foreach (var replica in _replicas)
            replica.Dispose();
    }

    private int Start(params string[] names)
    {
        var ports = names.Select(name =>
        {
            var listener = new TcpListener(IPAddress.Loopback, _ports.Next());
            listener.Start();
            _replicas.Add(listener);
            _ = EchoAsync(listener, name);
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }).ToList();
        var port = _ports.Next();
        _proxy = TcpProxy.Start(BindAddress.Loopback, port, ports);
        return port;
    }

    private static async Task EchoAsync(TcpListener listener, string name)
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(), name);
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private static async Task AnswerAsync(TcpClient client, string name)
    {
        using (client)
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{name}:"));
            var heard = await new StreamReader(stream).ReadToEndAsync();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(heard));
        }
    }

    private static async Task<string> AskAsync(int port, string what = "hello")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(what), Token);
            client.Client.Shutdown(SocketShutdown.Send);
            return await new StreamReader(stream).ReadToEndAsync(Token);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            return "";
        }
    }
}
