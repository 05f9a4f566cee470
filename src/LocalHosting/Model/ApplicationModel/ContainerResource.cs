namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program that is deployed as a container. Here its like is started from the machine's own packages.</summary>
public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport
{
    private readonly List<Action<EnvironmentCallbackContext>> _environmentCallbacks = [];
    private readonly List<Endpoint> _endpoints = [];
    private readonly List<IResource> _waitsFor = [];

    private protected ContainerResource(string name, string image)
        : base(name) => Image = image;

    internal string Image { get; private protected set; }

    internal string? Entrypoint { get; init; }

    internal Volume? Volume { get; set; }

    internal virtual IReadOnlyList<string> Args => [];

    List<Action<EnvironmentCallbackContext>> IResourceWithEnvironment.EnvironmentCallbacks => _environmentCallbacks;

    List<Endpoint> IResourceWithEndpoints.Endpoints => _endpoints;

    List<IResource> IResourceWithWaitSupport.WaitsFor => _waitsFor;

    private protected Endpoint AddEndpoint(Endpoint endpoint)
    {
        _endpoints.Add(endpoint);
        return endpoint;
    }

    private protected void AddEnvironment(string name, object value) =>
        _environmentCallbacks.Add(context => context.EnvironmentVariables[name] = value);

    private protected EndpointReference Property(Endpoint endpoint, EndpointProperty property) => new(this, endpoint, property);
}

/// <summary>A folder that outlives the container.</summary>
internal sealed record Volume(string Name, string Target, bool IsReadOnly);
