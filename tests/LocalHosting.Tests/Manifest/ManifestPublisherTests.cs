using Aspire.Hosting;
using Papers.LocalHosting.Manifest;
using Papers.LocalHosting.Tests.Running;

namespace Papers.LocalHosting.Tests.Manifest;

public sealed class ManifestPublisherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _errors = new();

    private string Manifest => Path.Combine(_folder.Path, "out", "manifest.json");

    [Theory]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    [InlineData("--publisher", "manifest")]
    public async Task The_manifest_is_written_as_either_command_asks(params string[] command)
    {
        Assert.Equal(0, await PublishAsync([.. command, "--output-path", Manifest]));
        Assert.StartsWith("{\n  \"resources\": {\n    \"cache\": {", await File.ReadAllTextAsync(Manifest));
    }

    [Fact]
    public async Task Without_a_place_to_write_it_the_command_fails_and_says_so()
    {
        Assert.Equal(1, await PublishAsync(["--operation", "publish", "--step", "publish-manifest"]));
        Assert.Contains("--output-path", _errors.ToString());
    }

    [Fact]
    public async Task Other_things_cannot_be_published_from_here()
    {
        Assert.Equal(1, await PublishAsync(["--operation", "publish", "--step", "deploy", "--output-path", Manifest]));
        Assert.False(File.Exists(Manifest));
    }

    [Fact]
    public void Without_such_a_command_the_application_is_run() =>
        Assert.True(new DistributedApplicationBuilder(["--Web:Port=1"], "/app").ExecutionContext.IsRunMode);

    public void Dispose() => _folder.Dispose();

    private Task<int> PublishAsync(string[] args)
    {
        var builder = new DistributedApplicationBuilder(args, "/app");
        builder.AddRedis("cache");
        return ManifestPublisher.PublishAsync(builder, _errors, TestContext.Current.CancellationToken);
    }
}
