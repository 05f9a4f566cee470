namespace Aspire.Hosting.ApplicationModel;

/// <summary>One property of an endpoint; the address as a whole is its <c>url</c>.</summary>
internal sealed record EndpointReference(IResource Resource, Endpoint Endpoint, EndpointProperty Property) : IExpression
{
    public string ManifestExpression => $"{{{Resource.Name}.bindings.{Endpoint.Name}.{Name}}}";

    private string Name => Property switch
    {
        EndpointProperty.Host => "host",
        EndpointProperty.Port => "port",
        EndpointProperty.TargetPort => "targetPort",
        EndpointProperty.Scheme => "scheme",
        EndpointProperty.Url => "url",
        _ => "tlsEnabled",
    };

    public string Resolve(IResolvedValues values)
    {
        var (host, port) = values.AddressOf(Resource, Endpoint);
        return Property switch
        {
            EndpointProperty.Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => $"{port}",
            EndpointProperty.Scheme => Endpoint.Scheme,
            EndpointProperty.Url => $"{Endpoint.Scheme}://{host}:{port}",
            _ => bool.FalseString,
        };
    }
}

internal enum EndpointProperty
{
    Host,
    Port,
    TargetPort,
    Scheme,
    Url,

    /// <summary>Whether the deployment encrypts what goes to this endpoint; nothing on this machine does.</summary>
    TlsEnabled,
}
