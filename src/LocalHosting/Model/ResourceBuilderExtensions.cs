using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What resources of several kinds can be given.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Sets an environment variable to the value of a parameter.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context => context.EnvironmentVariables[name] = new ParameterReference(parameter.Resource));

    /// <summary>Sets environment variables when the application is run or published.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Action<EnvironmentCallbackContext> callback)
        where T : IResourceWithEnvironment
    {
        builder.Resource.EnvironmentCallbacks.Add(callback);
        return builder;
    }

    /// <summary>
    /// Gives the resource the source's connection string as <c>ConnectionStrings__{name}</c>, and its parts as <c>{NAME}_HOST</c> and so on.
    /// </summary>
    /// <param name="builder">The resource that connects.</param>
    /// <param name="source">What it connects to.</param>
    /// <param name="connectionName">The name, where it is not the source's.</param>
    /// <param name="optional">Whether the connection string may be missing; those of local hosting never are.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            var name = connectionName ?? source.Resource.Name;
            context.EnvironmentVariables[$"ConnectionStrings__{name}"] = new ConnectionStringReference(source.Resource);
            foreach (var (property, value) in source.Resource.ConnectionProperties)
                context.EnvironmentVariables[$"{VariablePrefix(name)}_{property}"] = value;
        });

    /// <summary>Gives the resource the source's addresses: <c>services__{name}__{endpoint}__0</c>, which service discovery reads, and <c>{NAME}_{ENDPOINT}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            var name = source.Resource.Name;
            foreach (var endpoint in source.Resource.Endpoints)
            {
                var address = new EndpointReference(source.Resource, endpoint, EndpointProperty.Url);
                context.EnvironmentVariables[$"{VariablePrefix(name)}_{VariablePrefix(endpoint.Name)}"] = address;
                context.EnvironmentVariables[$"services__{name}__{endpoint.Name}__0"] = address;
            }
        });

    /// <summary>Starts the resource only when the other runs and, if it has health checks, is healthy in all its replicas.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        if (ReferenceEquals(builder.Resource, dependency.Resource))
            throw new InvalidOperationException($"'{builder.Resource.Name}' cannot wait for itself.");

        builder.Resource.WaitsFor.Add(dependency.Resource);
        return builder;
    }

    /// <summary>Adds an HTTP endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use; a free one where it is not set.</param>
    /// <param name="targetPort">The port that the process itself listens on; not needed here, and written into the manifest alone.</param>
    /// <param name="name">The name of the endpoint, <c>http</c> unless said otherwise.</param>
    /// <param name="env">A variable that gets the port to listen on; local hosting has none but ASPNETCORE_URLS.</param>
    /// <param name="isProxied">Whether a proxy stands before the process; local hosting has one where there are replicas.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        if (env is not null)
            throw new NotSupportedException($"Local hosting tells '{builder.Resource.Name}' its port in ASPNETCORE_URLS alone, not in {env}.");

        var endpoint = new Endpoint(name ?? "http", "http", "http") { Port = port, TargetPort = targetPort };
        if (builder.Resource.Endpoints.Exists(other => other.Name == endpoint.Name))
            throw new InvalidOperationException($"'{builder.Resource.Name}' already has an endpoint named '{endpoint.Name}'.");

        builder.Resource.Endpoints.Add(endpoint);
        return builder;
    }

    /// <summary>Lets the HTTP endpoints be reached from other machines, once deployed; on this one the setting <c>{Project}:Bind</c> decides.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Endpoints.Where(endpoint => endpoint.Scheme is "http" or "https"))
            endpoint.IsExternal = true;

        return builder;
    }

    /// <summary>The resource is healthy when a GET of the path answers with the status, 200 unless said otherwise.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        if (builder.Resource is not ProjectResource project)
            throw new NotSupportedException($"Local hosting checks the health of '{builder.Resource.Name}' in its own way.");

        var endpoint = builder.Resource.Endpoints.Find(endpoint => endpointName is null || endpoint.Name == endpointName)
            ?? throw new InvalidOperationException($"'{builder.Resource.Name}' has no such endpoint to check; add it before the health check.");
        project.HealthCheck = new(path ?? "/", statusCode ?? 200, endpoint);
        return builder;
    }

    private static string VariablePrefix(string name) => name.ToUpperInvariant().Replace('-', '_');
}
