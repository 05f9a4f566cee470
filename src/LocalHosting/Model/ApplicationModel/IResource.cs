namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application, known by its name.</summary>
public interface IResource
{
    /// <summary>Unique within the application, upper and lower case being the same.</summary>
    string Name { get; }
}

/// <summary>A resource that is given environment variables.</summary>
public interface IResourceWithEnvironment : IResource
{
    internal List<Action<EnvironmentCallbackContext>> EnvironmentCallbacks { get; }
}

/// <summary>A resource that others can reach at named endpoints.</summary>
public interface IResourceWithEndpoints : IResource
{
    internal List<Endpoint> Endpoints { get; }
}

/// <summary>A resource that can wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource
{
    internal List<IResource> WaitsFor { get; }
}

/// <summary>A resource that is reached with a connection string.</summary>
public interface IResourceWithConnectionString : IResource
{
    internal ReferenceExpression ConnectionStringExpression { get; }

    // The same again in parts, for programs that take no connection string: HOST, PORT, …
    internal IReadOnlyList<KeyValuePair<string, ReferenceExpression>> ConnectionProperties { get; }
}
