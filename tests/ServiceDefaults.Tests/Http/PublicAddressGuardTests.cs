using System.Net;
using System.Net.Sockets;
using Papers.ServiceDefaults.Http;

namespace Papers.ServiceDefaults.Tests.Http;

public sealed class PublicAddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    public async Task A_private_host_is_never_connected_to(string host)
    {
        using var listener = Listen();
        using var client = Client(new PublicAddressGuard([]));

        var exception = await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            client.GetAsync($"http://{host}:{PortOf(listener)}/", TestContext.Current.CancellationToken));

        Assert.IsType<PrivateAddressException>(exception.InnerException ?? exception);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:{port}")]
    public async Task A_private_host_on_the_list_is_connected_to(string entry)
    {
        using var listener = Listen();
        var guard = new PublicAddressGuard([entry.Replace("{port}", $"{PortOf(listener)}")]);
        using var client = Client(guard);

        var request = client.GetAsync($"http://127.0.0.1:{PortOf(listener)}/", TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        Assert.True(accepted.Connected);
        listener.Stop(); // or the client would try again and wait
        accepted.Close();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public void A_port_on_the_list_allows_that_port_alone()
    {
        var guard = new PublicAddressGuard(["example.internal:8081", "::1"]);

        Assert.True(guard.Allows("EXAMPLE.internal", 8081));
        Assert.False(guard.Allows("example.internal", 80));
        Assert.False(guard.Allows("sub.example.internal", 8081));
        Assert.True(guard.Allows("[::1]", 5000));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static HttpClient Client(PublicAddressGuard guard) =>
        new(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false });
}
