using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Manifest;
using Papers.LocalHosting.Running;

namespace Aspire.Hosting;

/// <summary>The distributed application: run as local processes, or written down as a manifest, as the command line asks.</summary>
public class DistributedApplication
{
    private readonly DistributedApplicationBuilder _builder;

    internal DistributedApplication(DistributedApplicationBuilder builder) => _builder = builder;

    internal DistributedApplicationModel Model => _builder.Model;

    /// <summary>A builder that takes its settings from the environment and from the arguments, which win.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Runs until it is told to stop, or publishes and returns. What cannot be done is said on standard error, and the exit code is not zero.</summary>
    public void Run() => Environment.ExitCode = RunAsync().GetAwaiter().GetResult();

    private Task<int> RunAsync() => _builder.ExecutionContext.IsPublishMode
        ? ManifestPublisher.PublishAsync(_builder, Console.Error, CancellationToken.None)
        : LocalHost.RunAsync(_builder, Console.Out, Console.Error);
}
