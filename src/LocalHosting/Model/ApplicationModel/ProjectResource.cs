namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, started as one process or as several replicas.</summary>
public class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    private readonly List<Action<EnvironmentCallbackContext>> _environmentCallbacks = [];
    private readonly List<Endpoint> _endpoints = [];
    private readonly List<IResource> _waitsFor = [];

    internal ProjectResource(string name, string projectPath)
        : base(name)
    {
        ProjectPath = projectPath;
        _environmentCallbacks.Add(SetDeploymentVariables);
    }

    /// <summary>The full path of the project file.</summary>
    internal string ProjectPath { get; }

    /// <summary>What settings of this project begin with: <c>Web:Port</c> is the port of the project file <c>Web.csproj</c>.</summary>
    internal string Section => Path.GetFileNameWithoutExtension(ProjectPath);

    internal int Replicas { get; set; } = 1;

    internal HttpHealthCheck? HealthCheck { get; set; }

    List<Action<EnvironmentCallbackContext>> IResourceWithEnvironment.EnvironmentCallbacks => _environmentCallbacks;

    List<Endpoint> IResourceWithEndpoints.Endpoints => _endpoints;

    List<IResource> IResourceWithWaitSupport.WaitsFor => _waitsFor;

    // On this machine each process gets its own; see ProjectEnvironment.
    private void SetDeploymentVariables(EnvironmentCallbackContext context)
    {
        if (context.ExecutionContext.IsRunMode)
            return;

        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        var ports = _endpoints
            .Where(endpoint => endpoint.Scheme == "http")
            .Select(endpoint => (IExpression)new EndpointReference(this, endpoint, EndpointProperty.TargetPort))
            .SelectMany((port, index) => index == 0 ? [port] : new[] { new Literal(";"), port })
            .ToList();
        if (ports.Count > 0)
            context.EnvironmentVariables["HTTP_PORTS"] = new ReferenceExpression(ports);
    }
}

/// <summary>A path that answers with the status when the resource is healthy.</summary>
internal sealed record HttpHealthCheck(string Path, int StatusCode, Endpoint Endpoint);
