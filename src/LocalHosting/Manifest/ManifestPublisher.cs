using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Papers.LocalHosting.Manifest;

/// <summary>Writes the manifest where the command line says: <c>--operation publish --step publish-manifest --output-path FILE</c>, or <c>--publisher manifest --output-path FILE</c>.</summary>
internal static class ManifestPublisher
{
    private const string Operation = "AppHost:Operation";
    private const string Publisher = "Publishing:Publisher";
    private const string Step = "Pipeline:Step";
    private const string OutputPath = "Pipeline:OutputPath";

    public static IDictionary<string, string> CommandLineNames { get; } = new Dictionary<string, string>
    {
        ["--operation"] = Operation,
        ["--publisher"] = Publisher,
        ["--step"] = Step,
        ["--output-path"] = OutputPath,
    };

    public static bool IsAskedFor(IConfiguration settings) =>
        string.Equals(settings[Operation], "publish", StringComparison.OrdinalIgnoreCase) || settings[Publisher] is { Length: > 0 };

    /// <summary>Returns the exit code.</summary>
    public static async Task<int> PublishAsync(IDistributedApplicationBuilder application, TextWriter errors, CancellationToken cancellationToken)
    {
        var settings = application.Configuration;
        var isManifest = settings[Publisher] is { } publisher ? Is(publisher, "manifest") : Is(settings[Step] ?? "", "publish-manifest");
        if (!isManifest)
        {
            await errors.WriteLineAsync("Only the manifest can be published from here: --operation publish --step publish-manifest --output-path FILE");
            return 1;
        }

        if (settings[OutputPath] is not { Length: > 0 } outputPath)
        {
            await errors.WriteLineAsync("Say where to write the manifest: --output-path FILE");
            return 1;
        }

        var path = Path.GetFullPath(Directory.Exists(outputPath) ? Path.Combine(outputPath, "aspire-manifest.json") : outputPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        await File.WriteAllBytesAsync(path, ManifestWriter.Write(application.Model, application.ExecutionContext, path), cancellationToken);
        return 0;

        static bool Is(string value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);
    }
}
