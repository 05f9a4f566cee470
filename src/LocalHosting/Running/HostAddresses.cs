using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Papers.LocalHosting.Running;

/// <summary>The port of every endpoint, chosen once, and the values of parameters: all that references need when the application runs.</summary>
internal sealed class HostAddresses : IResolvedValues
{
    private readonly Dictionary<Endpoint, (BindAddress Bind, int Port)> _addresses = [];
    private readonly ParameterValues _parameters;

    /// <exception cref="CannotStartException">A fixed port is taken; the message names it and the setting that changes it.</exception>
    public HostAddresses(DistributedApplicationModel model, HostSettings host, IConfiguration settings, ParameterValues parameters)
    {
        _parameters = parameters;
        if (host.DashboardPort != 0)
            Claim(BindAddress.Loopback, host.DashboardPort, "the dashboard", "Dashboard:Port");

        foreach (var (resource, endpoint) in EndpointsOf(model).Where(each => each.Endpoint.Port is not null))
        {
            var section = (resource as ProjectResource)?.Section ?? resource.Name;
            var setting = $"{section}:Port";
            var port = HostSettings.Port($"{endpoint.Port}", setting);
            var bind = endpoint.IsExternal ? HostSettings.Bind(settings, section) : BindAddress.Loopback;
            Claim(bind, port, resource.Name, setting);
            _addresses.Add(endpoint, (bind, port));
        }

        foreach (var (_, endpoint) in EndpointsOf(model).Where(each => each.Endpoint.Port is null))
            _addresses.Add(endpoint, (BindAddress.Loopback, Ports.Next()));
    }

    /// <summary>Gives out further ports, for the replicas behind an endpoint.</summary>
    public FreePorts Ports { get; } = new();

    public string ValueOf(ParameterResource parameter) => _parameters.ValueOf(parameter);

    public (string Host, int Port) AddressOf(IResource resource, Endpoint endpoint)
    {
        var (bind, port) = _addresses[endpoint];
        return (bind.LocalHost, port);
    }

    public int PortOf(Endpoint endpoint) => _addresses[endpoint].Port;

    public BindAddress BindOf(Endpoint endpoint) => _addresses[endpoint].Bind;

    private static IEnumerable<(IResource Resource, Endpoint Endpoint)> EndpointsOf(DistributedApplicationModel model) =>
        model.Resources.OfType<IResourceWithEndpoints>().SelectMany(resource => resource.Endpoints.Select(endpoint => ((IResource)resource, endpoint)));

    private void Claim(BindAddress bind, int port, string user, string setting)
    {
        if (!FreePorts.IsFree(bind, port))
            throw new CannotStartException($"Port {port}, where {user} is to listen, is taken by another program. Free it, or choose another: --{setting}=NUMBER");
        if (!Ports.TryReserve(port))
            throw new CannotStartException($"Port {port} is to be used twice, once by {user}. Choose another: --{setting}=NUMBER");
    }
}
