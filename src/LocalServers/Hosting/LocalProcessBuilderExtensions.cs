using System.Reflection;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalServers;

namespace Aspire.Hosting;

/// <summary>
/// Runs servers that would be containers from this machine's packages, as <c>RunAsEmulator</c> replaces a cloud service. The server's own resource stays in the
/// model with its databases, health checks and connection properties; an executable beside it runs the server, and the resource shows its state.
/// Nothing changes when a manifest is published, or with the setting <c>Servers=Containers</c>.
/// </summary>
public static class LocalProcessBuilderExtensions
{
    // Starting fast and staying small matter more than the last percent of speed in a long run, and about ten processes share the cores: threads that
    // spin while they wait take them from others, and a method that runs some dozen times does not repay a second compilation. Numbers are hexadecimal.
    private static readonly (string Name, string Value)[] s_runtime =
    [
        ("DOTNET_TieredPGO", "0"), ("DOTNET_gcServer", "0"), ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"),
        ("DOTNET_TC_CallCountThreshold", "500"), ("DOTNET_GCgen0MaxBudget", "2000000"),
        // The services' programs look for the runtime where packages put it, which may not be where this one was found.
        ("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."))),
    ];

    /// <summary>Runs PostgreSQL from this machine's packages, with its data in the folder <c>postgres</c> of the data directory.</summary>
    public static IResourceBuilder<PostgresServerResource> RunAsLocalProcess(this IResourceBuilder<PostgresServerResource> server) =>
        server.RunAs(server.Resource.PasswordParameter, ("postgres", server.Resource.UserNameParameter), options => new LocalPostgres(options));

    /// <summary>Runs Redis or Valkey from this machine's packages, with its data in the folder <c>redis</c> of the data directory.</summary>
    public static IResourceBuilder<RedisResource> RunAsLocalProcess(this IResourceBuilder<RedisResource> server) =>
        server.RunAs(server.Resource.PasswordParameter, ("", null), options => new LocalRedis(options));

    /// <summary>Runs RabbitMQ from this machine's packages, without management pages, with its data in the folder <c>rabbitmq</c>.</summary>
    public static IResourceBuilder<RabbitMQServerResource> RunAsLocalProcess(this IResourceBuilder<RabbitMQServerResource> server) =>
        server.RunAs(server.Resource.PasswordParameter, ("guest", server.Resource.UserNameParameter), options => new LocalRabbitMq(options));

    /// <summary>
    /// Starts what the app host's build has made of the project. Aspire would start <c>dotnet run</c>, which builds again and costs 250 MB a service.
    /// A single process has no proxy before it, so that it sees its clients' addresses.
    /// </summary>
    /// <param name="project">The service, with an endpoint named <c>http</c>.</param>
    /// <param name="port">Where it listens; a free port of 127.0.0.1 when null.</param>
    /// <param name="host">The address it listens on, as URLs write it; loopback when null.</param>
    public static IResourceBuilder<ProjectResource> RunAsBuilt(this IResourceBuilder<ProjectResource> project, int? port = null, string? host = null)
    {
        if (!project.ApplicationBuilder.ExecutionContext.IsRunMode)
            return project;

        var path = project.Resource.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(path) ?? "/";
        // Under a test the base directory is the test's; the configuration is the same.
        var configuration = typeof(LocalProcessBuilderExtensions).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        var program = Path.GetFullPath(Path.Combine(folder, "bin", configuration, "net10.0", Path.GetFileNameWithoutExtension(path)));
        project.ApplicationBuilder.LocalHost().Programs.Add(program);
        var own = port ?? FreePorts.Next();
        if (project.Resource.GetReplicaCount() > 1)
            project.WithEnvironment("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"); // As in the manifest: DCP's proxy hides the clients' addresses.
        else
            project.WithEndpoint("http", http => (http.IsProxied, http.Port, http.TargetPort, http.TargetHost) = (false, own, own, host ?? "localhost"));

        return project
            .WithEnvironment(context => Array.ForEach(s_runtime, variable => context.EnvironmentVariables.TryAdd(variable.Name, variable.Value)))
            .WithAnnotation(new ExecutableAnnotation { Command = program, WorkingDirectory = folder });
    }

    private static IResourceBuilder<T> RunAs<T>(
        this IResourceBuilder<T> server, ParameterResource? password, (string Fixed, ParameterResource? Set) user, Func<LocalServerOptions, LocalServer> create)
        where T : ContainerResource, IResourceWithConnectionString
    {
        if (!server.ApplicationBuilder.ExecutionContext.IsRunMode)
            return server;

        var host = server.ApplicationBuilder.LocalHost();
        if (password?.Default is { } generated)
            password.Default = new KeptParameterDefault(host.Data, password.Name, generated);
        if (host.UsesContainers)
            return server;

        // What has an image is started as a container, and a container's management pages have nobody behind them here.
        foreach (var part in server.Resource.Annotations.Where(part => part is ContainerImageAnnotation or EndpointAnnotation { UriScheme: "http" }).ToList())
            server.Resource.Annotations.Remove(part);

        var endpoint = server.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        var port = FreePorts.Next();
        (endpoint.IsProxied, endpoint.Port, endpoint.TargetPort) = (false, port, port);
        LocalServerResource.Add(server, endpoint, create(new LocalServerOptions
        {
            DataDirectory = host.Data.Path,
            Port = port,
            UserName = async cancellationToken => user.Set is null ? user.Fixed : await user.Set.GetValueAsync(cancellationToken),
            Password = async cancellationToken => password is null ? "" : await password.GetValueAsync(cancellationToken),
        }));
        return server;
    }
}
