using System.Collections.Immutable;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Running;

/// <summary>The processes of one project: one on the project's own port, or several on ports of their own behind a proxy.</summary>
internal sealed class ProjectReplicas
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(4);

    private readonly ProjectResource _project;
    private readonly HostAddresses _addresses;
    private readonly IReadOnlyDictionary<string, string> _inherited;
    private readonly IReadOnlyList<string> _otherSections;
    private readonly string _program;
    private readonly ImmutableArray<Replica> _replicas;

    /// <exception cref="CannotStartException">The project is not built.</exception>
    public ProjectReplicas(ProjectResource project, DistributedApplicationBuilder application, HostAddresses addresses, IReadOnlyDictionary<string, string> inherited)
    {
        _project = project;
        _addresses = addresses;
        _inherited = inherited;
        _otherSections = [.. application.Model.Resources.OfType<ProjectResource>().Select(other => other.Section).Where(section => section != project.Section)];
        _program = ProjectProgram.Of(project, application.AppHostDirectory);
        _replicas = [.. Enumerable.Range(0, project.Replicas).Select(_ => NewReplica(application.ExecutionContext))];
    }

    private bool IsOne => _replicas.Length == 1;

    /// <summary>The rows of the board: the project, and below it its replicas if there are several.</summary>
    public IEnumerable<ResourceSnapshot> Rows()
    {
        var endpoints = Endpoints.Select(endpoint => new ResourceEndpoint(endpoint.Name, $"{endpoint.Scheme}://{_addresses.BindOf(endpoint).LocalHost}:{_addresses.PortOf(endpoint)}"));
        var project = new ResourceSnapshot
        {
            Name = _project.Name,
            Kind = ResourceKind.Project,
            Source = _project.ProjectPath,
            WaitsFor = [.. ((IResourceWithWaitSupport)_project).WaitsFor.Select(dependency => dependency.Name)],
            Endpoints = [.. endpoints],
            Environment = IsOne ? _replicas[0].Variables : [],
        };
        return IsOne ? [project] : [project, .. _replicas.Select(replica => RowOf(replica, project))];
    }

    public IEnumerable<ProcessPlan> Plans() => _replicas.Select(PlanOf);

    /// <summary>What shares the load between several replicas; nothing where there is one.</summary>
    public IEnumerable<TcpProxy> StartProxies() => IsOne
        ? []
        : Endpoints.Select((endpoint, index) =>
            TcpProxy.Start(_addresses.BindOf(endpoint), _addresses.PortOf(endpoint), _replicas.Select(replica => replica.Ports[index])));

    private List<Endpoint> Endpoints => ((IResourceWithEndpoints)_project).Endpoints;

    private Replica NewReplica(DistributedApplicationExecutionContext context)
    {
        var instance = ProjectEnvironment.NewInstance();
        var isOne = _project.Replicas == 1;
        ImmutableArray<int> ports = [.. Endpoints.Select(endpoint => isOne ? _addresses.PortOf(endpoint) : _addresses.Ports.Next())];
        var urls = Endpoints.Select((endpoint, index) => $"{endpoint.Scheme}://{(isOne ? _addresses.BindOf(endpoint).UrlHost : "localhost")}:{ports[index]}");
        var variables = ProjectEnvironment.Of(_project, string.Join(';', urls), instance, _addresses, context);
        return new Replica(isOne ? _project.Name : $"{_project.Name}-{instance}", ports, [.. variables]);
    }

    private ResourceSnapshot RowOf(Replica replica, ResourceSnapshot project) => project with
    {
        Name = replica.Name,
        Kind = ResourceKind.Replica,
        PartOf = project.Name,
        Endpoints = [.. Endpoints.Select((endpoint, index) => new ResourceEndpoint(endpoint.Name, $"{endpoint.Scheme}://localhost:{replica.Ports[index]}"))],
        Environment = replica.Variables,
    };

    private ProcessPlan PlanOf(Replica replica)
    {
        var start = new ChildProcessStart
        {
            Program = ProjectProgram.Dotnet,
            Arguments = [_program],
            Environment = ProjectEnvironment.Merge(_inherited, replica.Variables, _otherSections),
            WorkingDirectory = ProjectProgram.FolderOf(_project),
        };
        return new ProcessPlan
        {
            Name = replica.Name,
            StartAsync = async (onLine, _) => RunningProcess.Of(await ChildProcess.StartAsync(start, onLine)),
            CheckName = _project.HealthCheck?.Path ?? "process",
            CheckAsync = CheckOf(replica),
            IsAnnounced = IsOne,
            StopPatience = StopPatience,
        };
    }

    private Func<CancellationToken, Task<string?>> CheckOf(Replica replica)
    {
        if (_project.HealthCheck is not { } check)
            return _ => Task.FromResult<string?>(null);

        var host = IsOne ? _addresses.BindOf(check.Endpoint).LocalHost : "localhost";
        var port = replica.Ports[Endpoints.IndexOf(check.Endpoint)];
        var probe = new HttpProbe(new Uri($"{check.Endpoint.Scheme}://{host}:{port}{check.Path}"), check.StatusCode);
        return probe.AskAsync;
    }

    private sealed record Replica(string Name, ImmutableArray<int> Ports, ImmutableArray<ResourceVariable> Variables);
}
