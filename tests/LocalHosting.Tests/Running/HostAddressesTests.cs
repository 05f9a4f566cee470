using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class HostAddressesTests
{
    [Fact]
    public void A_taken_port_is_named_with_the_setting_that_changes_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var builder = new DistributedApplicationBuilder(["--Dashboard:Port=0"], "/app");
        builder.AddProject("web", "../src/Web/Web.csproj").WithHttpEndpoint(port: port, name: "http");

        var refusal = Assert.Throws<CannotStartException>(() => Of(builder));

        Assert.Contains($"Port {port}", refusal.Message);
        Assert.Contains("--Web:Port=", refusal.Message);
    }

    [Fact]
    public void So_is_the_dashboards()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = Assert.Throws<CannotStartException>(() => Of(new DistributedApplicationBuilder([$"--Dashboard:Port={port}"], "/app")));

        Assert.Contains($"Port {port}", refusal.Message);
        Assert.Contains("--Dashboard:Port=", refusal.Message);
    }

    [Fact]
    public void Two_cannot_have_the_same_port()
    {
        var port = new FreePorts().Next();
        var builder = new DistributedApplicationBuilder([$"--Dashboard:Port={port}"], "/app");
        builder.AddProject("web", "Web.csproj").WithHttpEndpoint(port: port, name: "http");

        Assert.Contains("twice", Assert.Throws<CannotStartException>(() => Of(builder)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    public void A_number_that_is_no_port_is_refused(int port)
    {
        var builder = new DistributedApplicationBuilder(["--Dashboard:Port=0"], "/app");
        builder.AddProject("web", "Web.csproj").WithHttpEndpoint(port: port, name: "http");

        Assert.Contains("Web:Port", Assert.Throws<CannotStartException>(() => Of(builder)).Message);
    }

    [Fact]
    public void Only_what_is_meant_for_others_listens_beyond_loopback()
    {
        var builder = new DistributedApplicationBuilder(["--Dashboard:Port=0", "--Web:Bind=*", "--Ingest:Bind=*"], "/app");
        var web = builder.AddProject("web", "Web.csproj").WithHttpEndpoint(port: new FreePorts().Next(), name: "http").WithExternalHttpEndpoints().Resource;
        var ingest = builder.AddProject("ingest", "Ingest.csproj").WithHttpEndpoint(name: "http").Resource;

        var addresses = Of(builder);

        Assert.Equal("0.0.0.0", addresses.BindOf(EndpointOf(web)).UrlHost);
        Assert.Equal("localhost", addresses.BindOf(EndpointOf(ingest)).UrlHost);
    }

    [Fact]
    public void A_bind_address_that_is_none_is_refused()
    {
        var builder = new DistributedApplicationBuilder(["--Dashboard:Port=0", "--Web:Bind=everywhere"], "/app");
        builder.AddProject("web", "Web.csproj").WithHttpEndpoint(port: new FreePorts().Next(), name: "http").WithExternalHttpEndpoints();

        Assert.Contains("Web:Bind", Assert.Throws<CannotStartException>(() => Of(builder)).Message);
    }

    private static Endpoint EndpointOf(IResourceWithEndpoints resource) => resource.Endpoints[0];

    private static HostAddresses Of(DistributedApplicationBuilder builder) =>
        new(builder.Model, HostSettings.Read(builder.Configuration), builder.Configuration, new ParameterValues(builder.Configuration, "/nowhere"));
}
