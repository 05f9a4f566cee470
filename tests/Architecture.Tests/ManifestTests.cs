using System.Diagnostics;

namespace Papers.Architecture.Tests;

public sealed class ManifestTests
{
    [Fact]
    public async Task The_committed_manifest_is_the_models()
    {
        var published = await PublishAsync();

        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "aspire-manifest.json"), TestContext.Current.CancellationToken);
        Assert.True(committed == published, "Publish it anew: dotnet run --project AppHost -- --operation publish --step publish-manifest --output-path aspire-manifest.json");
    }

    [Fact]
    public async Task A_model_that_has_changed_gives_another_manifest() =>
        Assert.Contains("\"port\": 8099,", await PublishAsync("--Web:Port=8099"));

    [Fact]
    public async Task Nothing_of_this_machine_gets_into_it()
    {
        var published = await PublishAsync("--Ingest:Inbox=/home/me/inbox", "--Offline=true", "--Parameters:admin-token=secret");

        Assert.Equal(await PublishAsync(), published);
    }

    // Written elsewhere, with its paths made as if it lay in the repository.
    private static async Task<string> PublishAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string[] publish = [Repository.AssemblyOf("AppHost"), "--operation", "publish", "--step", "publish-manifest", "--output-path", folder["manifest.json"]];
        using var host = Process.Start(new ProcessStartInfo("dotnet", [.. publish, .. arguments]) { RedirectStandardError = true })!; // Not null: UseShellExecute is off.
        var errors = await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(host.ExitCode == 0, errors);

        var manifest = await File.ReadAllTextAsync(folder["manifest.json"], TestContext.Current.CancellationToken);
        return manifest.Replace($"{Path.GetRelativePath(folder.Path, Repository.Root)}/", "", StringComparison.Ordinal);
    }
}
