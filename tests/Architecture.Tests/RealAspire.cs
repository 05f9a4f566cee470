using System.Diagnostics;
using System.Text.Json;

namespace Papers.Architecture.Tests;

/// <summary>The app host, built in a copy of the sources with Aspire's own packages: the pinned version, or where a registry does not serve it the newest that it serves.</summary>
public sealed class RealAspire : IAsyncLifetime
{
    private readonly TemporaryFolder _copy = new();

    /// <summary>Why there is nothing to look at; null when there is.</summary>
    public string? Missing { get; private set; }

    public string Folder => _copy.Path;

    public string AppHost => _copy["AppHost/bin/Debug/net10.0/AppHost.dll"];

    public async ValueTask InitializeAsync()
    {
        SourceTree.CopyTo(_copy.Path, "AppHost", "ServiceDefaults", "src");
        var pinned = await BuildAsync();
        if (!pinned.IsNotServed)
        {
            pinned.Check();
            return;
        }

        if (await NewestServedAsync() is { } newest)
            (await BuildAsync($"-p:AspireVersion={newest}")).Check();
        else
            Missing = "No Aspire.AppHost.Sdk can be had from the configured package sources.";
    }

    public ValueTask DisposeAsync()
    {
        _copy.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Finished> BuildAsync(params string[] properties) =>
        RunAsync(["build", "AppHost", "-p:UseAspirePackages=true", .. properties, "-p:UseSharedCompilation=false", "--configuration", "Debug", "--nologo", "-v", "quiet"]);

    private async Task<string?> NewestServedAsync()
    {
        var search = await RunAsync(["package", "search", "Aspire.AppHost.Sdk", "--exact-match", "--format", "json"]);
        if (search.ExitCode != 0)
            return null;

        using var found = JsonDocument.Parse(search.Output);
        return found.RootElement.GetProperty("searchResult").EnumerateArray()
            .Where(source => source.TryGetProperty("packages", out _))
            .SelectMany(source => source.GetProperty("packages").EnumerateArray())
            .Select(package => package.GetProperty("version").GetString())
            .Where(version => Version.TryParse(version, out _))
            .MaxBy(version => Version.Parse(version!)); // Not null: those that are no version are left out.
    }

    private async Task<Finished> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder })!; // Not null: UseShellExecute is off.
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Finished(process.ExitCode, output, await errors);
    }

    private sealed record Finished(int ExitCode, string Output, string Errors)
    {
        /// <summary>The SDK or a package is in no source: MSB4236, NU1101, NU1102.</summary>
        public bool IsNotServed => ExitCode != 0 && new[] { "MSB4236", "NU1101", "NU1102", "NU1301" }.Any(Output.Contains);

        public void Check()
        {
            Assert.True(ExitCode == 0, Output + Errors);
            Assert.DoesNotContain(": warning ", Output, StringComparison.Ordinal);
        }
    }
}
