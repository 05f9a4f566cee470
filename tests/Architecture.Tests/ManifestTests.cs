using System.Diagnostics;

namespace Papers.Architecture.Tests;

public sealed class ManifestTests
{
    [Fact]
    public async Task The_committed_manifest_is_up_to_date()
    {
        var published = await PublishAsync();

        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "aspire-manifest.json"), TestContext.Current.CancellationToken);
        Assert.True(
            committed == published,
            "The manifest is out of date: run "
            + "dotnet run --project AppHost -- --operation publish --step publish-manifest --output-path aspire-manifest.json");
    }

    [Fact]
    public async Task A_changed_model_gives_another_manifest() =>
        Assert.Contains("\"port\": 8099,", await PublishAsync("--Web:Port=8099"));

    [Fact]
    public async Task Settings_of_this_machine_are_not_in_the_manifest()
    {
        var published = await PublishAsync("--Ingest:Inbox=/home/me/inbox", "--Offline=true", "--Parameters:admin-token=secret");

        Assert.Equal(await PublishAsync(), published);
    }

    // Written to another folder; its paths are changed to those relative to the repository.
    private static async Task<string> PublishAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string[] publish =
        [
            Repository.AssemblyOf("AppHost"), "--operation", "publish", "--step", "publish-manifest", "--output-path", folder["manifest.json"],
        ];
        var start = new ProcessStartInfo("dotnet", [.. publish, .. arguments]) { RedirectStandardError = true };
        using var host = Process.Start(start)!; // not null without UseShellExecute
        var errors = await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(host.ExitCode == 0, errors);

        var manifest = await File.ReadAllTextAsync(folder["manifest.json"], TestContext.Current.CancellationToken);
        return manifest.Replace($"{Path.GetRelativePath(folder.Path, Repository.Root)}/", "", StringComparison.Ordinal);
    }
}
