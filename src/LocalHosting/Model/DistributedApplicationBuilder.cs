using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Papers.LocalHosting.Manifest;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    public DistributedApplicationBuilder(string[] args, string? appHostDirectory = null)
    {
        AppHostDirectory = appHostDirectory ?? DirectoryOfEntryProject();
        Configuration.AddEnvironmentVariables().AddCommandLine(args, ManifestPublisher.CommandLineNames);
        ExecutionContext = new DistributedApplicationExecutionContext(ManifestPublisher.IsAskedFor(Configuration));
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public DistributedApplicationModel Model { get; } = new();

    public DistributedApplication Build() => new(this);

    // Written into the assembly by AppHost.csproj, under the name that Aspire's own SDK uses.
    private static string DirectoryOfEntryProject() =>
        Assembly.GetEntryAssembly()?
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => string.Equals(metadata.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase))?
            .Value
        ?? throw new InvalidOperationException("The app host's project file must set the assembly metadata 'apphostprojectpath'.");
}
