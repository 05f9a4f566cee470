namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named address of a resource. A port that is not set is chosen when the application runs.</summary>
internal sealed class Endpoint(string name, string scheme, string transport)
{
    public string Name { get; } = name;

    public string Scheme { get; } = scheme;

    public string Transport { get; } = transport;

    public int? Port { get; init; }

    public int? TargetPort { get; init; }

    /// <summary>Meant to be reached from other machines, once deployed.</summary>
    public bool IsExternal { get; set; }
}
