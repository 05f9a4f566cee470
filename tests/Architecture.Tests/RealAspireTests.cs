using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Papers.LocalHosting.Running;

namespace Papers.Architecture.Tests;

[Trait("Category", "Long")]
public sealed class RealAspireTests(RealAspire aspire) : IClassFixture<RealAspire>
{
    [Fact]
    public async Task On_Aspire_itself_the_app_host_publishes_the_committed_manifest()
    {
        Assert.SkipWhen(aspire.Missing is not null, aspire.Missing ?? "");
        var published = Path.Combine(aspire.Folder, "published.json");

        using var host = Process.Start(new ProcessStartInfo("dotnet", [aspire.AppHost, "--operation", "publish", "--step", "publish-manifest", "--output-path", published]) { RedirectStandardError = true })!; // Not null: UseShellExecute is off.
        var errors = await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(host.ExitCode == 0, errors);
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "aspire-manifest.json"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(published, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Aspire_has_every_type_and_member_that_local_hosting_shows()
    {
        Assert.SkipWhen(aspire.Missing is not null, aspire.Missing ?? "");

        var real = AssembliesOf(aspire.AppHost);

        var onlyOurs = AspireSurface.PublicTypes(typeof(ResourceBoard).Assembly).SelectMany(shown => AspireSurface.NotIn(real, shown)).ToList();
        Assert.True(onlyOurs.Count == 0, string.Join('\n', onlyOurs));
    }

    [Fact]
    public void What_Aspire_does_not_have_is_found()
    {
        Assert.SkipWhen(aspire.Missing is not null, aspire.Missing ?? "");

        Assert.Equal(["class Aspire.Hosting.Sample.Needed"], AspireSurface.NotIn(AssembliesOf(aspire.AppHost), typeof(Aspire.Hosting.Sample.Needed)));
    }

    // Beside ours, which have the same names: nothing of them runs.
    private static IReadOnlyList<Assembly> AssembliesOf(string program)
    {
        var beside = new AssemblyLoadContext("Aspire");
        var places = new AssemblyDependencyResolver(program);
        beside.Resolving += (context, name) => places.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        return [.. Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "Aspire.Hosting*.dll").Select(beside.LoadFromAssemblyPath)]; // Not null: a file lies in a folder.
    }
}
