using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

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
        Assert.Equal(_folder["old"], Builder($"--LocalHosting:DataDirectory={_folder["old"]}").LocalHost().Data.Path);
        Assert.Equal(_folder["new"], Builder($"--LocalHosting:DataDirectory={_folder["old"]}", $"--DataDirectory={_folder["new"]}").LocalHost().Data.Path);
    }

    [Theory]
    [InlineData("0.5", 0)]
    [InlineData("1", 1)]
    [InlineData("8", 4)]
    [InlineData("15", 5)]
    [InlineData("15", 1000)]
    public void Restarts_pause_longer_with_each_failure_in_a_row(string seconds, int failures) =>
        Assert.Equal(TimeSpan.Parse($"0:0:{seconds}", System.Globalization.CultureInfo.InvariantCulture), RestartWatch.PauseAfter(failures));

    public void Dispose() => _folder.Dispose();

    private IDistributedApplicationBuilder Builder(params string[] arguments)
    {
        string[] own = arguments.Any(argument => argument.Contains("DataDirectory", StringComparison.Ordinal)) ? [] : [$"--DataDirectory={_folder["data"]}"];
        return DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [.. own, .. arguments], DisableDashboard = true }).AddLocalHost();
    }
}
