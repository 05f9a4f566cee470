using System.Net;
using Aspire.Hosting;
using Papers.AppHost.Operators;
using Papers.LocalServers;

namespace Papers.AppHost.Tests.Operators;

/// <summary>What is checked before anything starts.</summary>
public sealed class OperatorHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--Web:Port=eighty", "Web:Port")]
    [InlineData("--Web:Port=70000", "Web:Port")]
    [InlineData("--Web:Bind=everywhere", "Web:Bind")]
    public async Task A_wrong_port_or_address_is_named_before_anything_starts(string argument, string setting)
    {
        var builder = Builder(argument);
        builder.PortOf("Web:Port", 0, "web", builder.BindOf("Web:Bind"));

        var failure = await CheckAsync(builder);

        Assert.Contains(setting, failure.Message);
        Assert.Contains(argument.Split('=')[1], failure.Message);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_its_setting()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var builder = Builder($"--Web:Port={port}");
        builder.PortOf("Web:Port", 8080, "web");

        var failure = await CheckAsync(builder);

        Assert.Contains($"Port {port} (web)", failure.Message);
        Assert.Contains("--Web:Port=", failure.Message);
    }

    [Fact]
    public async Task A_port_that_is_set_twice_is_named()
    {
        var port = FreePorts.Next();
        var builder = Builder($"--Web:Port={port}", $"--Dashboard:Port={port}");
        builder.PortOf("Web:Port", 8080, "web");

        Assert.Contains($"{port} is set twice", (await CheckAsync(builder)).Message);
    }

    [Theory]
    [InlineData(null, "127.0.0.1", "localhost")]
    [InlineData("Loopback", "127.0.0.1", "localhost")]
    [InlineData("*", "0.0.0.0", "0.0.0.0")]
    [InlineData("[::1]", "::1", "[::1]")]
    [InlineData("192.168.1.7", "192.168.1.7", "192.168.1.7")]
    public void An_address_is_read_for_a_socket_and_for_a_URL(string? text, string address, string host)
    {
        var bind = BindAddress.Parse(text);

        Assert.Equal((IPAddress.Parse(address), host), (bind?.Address, bind?.UrlHost));
    }

    [Theory]
    [InlineData("/usr/bin/dotnet run --project AppHost", true)]
    [InlineData("dotnet watch --project AppHost run", true)]
    [InlineData("dotnet AppHost.dll --Web:Editors=run", false)]
    [InlineData("-bash", false)]
    public void Only_dotnet_run_is_watched_as_a_parent(string commandLine, bool isWatched) => Assert.Equal(isWatched, ParentWatch.IsDotnetRun(commandLine.Split(' ')));

    public void Dispose() => _folder.Dispose();

    private static Task<LocalServerException> CheckAsync(IDistributedApplicationBuilder builder) =>
        Assert.ThrowsAsync<LocalServerException>(() => builder.LocalHost().CheckAsync(TestContext.Current.CancellationToken));

    private IDistributedApplicationBuilder Builder(params string[] arguments)
    {
        string[] dashboard = arguments.Any(argument => argument.Contains("Dashboard", StringComparison.Ordinal)) ? [] : ["--Dashboard:Port=0"];
        return DistributedApplication.CreateBuilder(OperatorHost.Options([$"--DataDirectory={_folder.Path}", .. dashboard, .. arguments])).AddOperatorHost();
    }
}
