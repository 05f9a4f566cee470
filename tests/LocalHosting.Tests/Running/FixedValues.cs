using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Tests.Running;

/// <summary>Every parameter has one value, every endpoint one port.</summary>
internal sealed class FixedValues(string value, int port) : IResolvedValues
{
    public string ValueOf(ParameterResource parameter) => value;

    public (string Host, int Port) AddressOf(IResource resource, Endpoint endpoint) => ("localhost", port);
}
