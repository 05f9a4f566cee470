using System.Net;
using System.Net.Sockets;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class FreePortsTests
{
    [Fact]
    public void No_port_is_given_twice()
    {
        var ports = new FreePorts();

        var given = Enumerable.Range(0, 200).Select(_ => ports.Next()).ToList();

        Assert.Equal(200, given.Distinct().Count());
        Assert.All(given, port => Assert.InRange(port, 20_000, 32_000));
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_not_free()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.False(FreePorts.IsFree(BindAddress.Loopback, ((IPEndPoint)other.LocalEndpoint).Port));
    }

    [Fact]
    public void A_port_that_somebody_listens_on_at_every_address_is_not_free()
    {
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();

        Assert.False(FreePorts.IsFree(BindAddress.Loopback, ((IPEndPoint)other.LocalEndpoint).Port));
    }

    [Fact]
    public void A_port_is_free_again_when_the_listener_is_gone()
    {
        var port = new FreePorts().Next();
        Assert.True(FreePorts.IsFree(BindAddress.Loopback, port));
        Assert.True(FreePorts.IsFree(BindAddress.Loopback, port));
    }
}
