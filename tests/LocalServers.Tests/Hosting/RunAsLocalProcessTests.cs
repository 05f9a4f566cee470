using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Papers.LocalServers.Tests.Hosting;

/// <summary>What the model of an app host holds, before anything is started.</summary>
public sealed class RunAsLocalProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_server_keeps_its_resource_and_gets_a_process_beside_it()
    {
        var builder = Builder();

        var server = builder.AddPostgres("postgres").RunAsLocalProcess();
        var database = server.AddDatabase("papersdb");

        Assert.Empty(server.Resource.Annotations.OfType<ContainerImageAnnotation>());
        var endpoint = Assert.Single(server.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.False(endpoint.IsProxied);
        Assert.InRange(endpoint.Port!.Value, 20_000, 31_999);
        Assert.Equal(server.Resource, database.Resource.Parent);
        var process = Assert.Single(builder.Resources.OfType<ExecutableResource>());
        Assert.Equal("postgres-process", process.Name);
        Assert.Contains(process.Annotations.OfType<ManifestPublishingCallbackAnnotation>(), each => each == ManifestPublishingCallbackAnnotation.Ignore);
    }

    [Fact]
    public void All_three_servers_become_processes_without_management_pages()
    {
        var builder = Builder();

        builder.AddPostgres("postgres").RunAsLocalProcess();
        builder.AddRedis("cache").RunAsLocalProcess();
        var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin().RunAsLocalProcess();

        Assert.Equal(["postgres-process", "cache-process", "messaging-process"], builder.Resources.OfType<ExecutableResource>().Select(each => each.Name));
        Assert.Equal("tcp", Assert.Single(messaging.Resource.Annotations.OfType<EndpointAnnotation>()).UriScheme);
    }

    [Fact]
    public void With_containers_the_servers_stay_containers_and_their_passwords_are_kept()
    {
        var builder = Builder("--Servers=Containers");

        var server = builder.AddPostgres("postgres").WithDataVolume("papers-postgres").RunAsLocalProcess();

        Assert.Single(server.Resource.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Single(server.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Empty(builder.Resources.OfType<ExecutableResource>());
        Assert.IsType<KeptParameterDefault>(server.Resource.PasswordParameter.Default);
    }

    [Fact]
    public void Nothing_changes_when_a_manifest_is_published()
    {
        var builder = Builder("--operation", "publish", "--step", "publish-manifest", "--output-path", _folder["manifest.json"]);

        var server = builder.AddPostgres("postgres").RunAsLocalProcess();

        Assert.Single(server.Resource.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Empty(builder.Resources.OfType<ExecutableResource>());
    }

    [Fact]
    public void A_setting_of_the_old_section_still_works_and_the_new_name_wins()
    {
        Assert.Equal(_folder["old"], Builder($"--LocalHosting:DataDirectory={_folder["old"]}").InDataDirectory("").TrimEnd('/'));
        Assert.Equal(_folder["new"], Builder($"--LocalHosting:DataDirectory={_folder["old"]}", $"--DataDirectory={_folder["new"]}").InDataDirectory("").TrimEnd('/'));
    }

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
    [InlineData("0.5", 0)]
    [InlineData("1", 1)]
    [InlineData("8", 4)]
    [InlineData("15", 5)]
    [InlineData("15", 1000)]
    public void Restarts_pause_longer_with_each_failure_in_a_row(string seconds, int failures) =>
        Assert.Equal(TimeSpan.Parse($"0:0:{seconds}", System.Globalization.CultureInfo.InvariantCulture), RestartWatch.PauseAfter(failures));

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
        string[] own = arguments.Any(argument => argument.Contains("DataDirectory", StringComparison.Ordinal)) ? [] : [$"--DataDirectory={_folder["data"]}"];
        string[] dashboard = arguments.Any(argument => argument.Contains("Dashboard", StringComparison.Ordinal)) ? [] : ["--Dashboard:Port=0"];
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [.. own, .. dashboard, .. arguments], DisableDashboard = true });
        builder.AddLocalHost();
        return builder;
    }
}
