using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Dashboard;

namespace Papers.LocalHosting.Running;

/// <summary>Runs the application as processes of this machine until it is told to stop, and then ends them all.</summary>
internal sealed class LocalHost
{
    // Within the twenty seconds that an operator is promised, with one to spare.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(19);

    private readonly DistributedApplicationBuilder _application;
    private readonly HostSettings _settings;
    private readonly HostConsole _console;
    private readonly TimeProvider _time;
    private readonly ResourceBoard _board = new();
    private readonly ConsoleLogs _logs;
    private readonly TaskCompletionSource<string> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="CannotStartException">A setting is wrong.</exception>
    public LocalHost(DistributedApplicationBuilder application, TextWriter output, TimeProvider time)
    {
        _application = application;
        _settings = HostSettings.Read(application.Configuration);
        _console = new HostConsole(output);
        _time = time;
        _logs = new ConsoleLogs(time);
    }

    internal ResourceBoard Board => _board;

    /// <summary>Runs until a signal, or the end of the <c>dotnet run</c> that started this; returns the exit code.</summary>
    public static async Task<int> RunAsync(DistributedApplicationBuilder application, TextWriter output, TextWriter errors)
    {
        using var signals = new StopSignals(TimeProvider.System);
        using var over = new CancellationTokenSource();
        var watching = ParentWatch.WhenGoneAsync(signals.Ask, TimeProvider.System, over.Token);
        try
        {
            await new LocalHost(application, output, TimeProvider.System).RunAsync(signals.Stop, signals.Kill);
            return 0;
        }
        catch (CannotStartException reason)
        {
            await errors.WriteLineAsync(reason.Message);
            return 1;
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    /// <param name="stop">Asks for an orderly end.</param>
    /// <param name="kill">Asks for an end at once.</param>
    /// <exception cref="CannotStartException">Nothing was started.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        var began = _time.GetTimestamp();
        var dependencies = new Dependencies(_application.Model);
        ServerPlans.CheckInstalled(_application.Model);
        using var data = DataDirectory.Open(_settings.DataDirectory);
        var parameters = new ParameterValues(_application.Configuration, data.PrivateFolder("secrets"));
        var addresses = new HostAddresses(_application.Model, _settings, _application.Configuration, parameters);
        await ServerPlans.CheckWayAsync(_application.Model, data.Path, stop);
        var runs = Prepare(new ServerPlans(data.Path, addresses, _application.Configuration), addresses);

        _console.Begin(_board.Current.Resources.Select(row => row.Name), data.Path);
        await using var dashboard = await StartDashboardAsync();
        using var over = new CancellationTokenSource();
        var following = DerivedRows.FollowAsync(_board, over.Token);
        foreach (var run in runs)
            run.Listen();
        foreach (var run in runs)
            run.Start(Task.WhenAll(dependencies.NeededBy(run.Resource).Select(need => ReadyOf(need, runs))));

        var failure = await WaitAsync(runs, () => _console.AllReady(_time.GetElapsedTime(began), Places(dashboard, addresses, parameters)), stop);
        _console.Say(failure is null ? "Stopping …" : "Stopping what was started …");
        await StopAsync(runs, dependencies, kill);
        await over.CancelAsync();
        await following;
        _console.Say("Stopped.");
        if (failure is not null)
            throw new CannotStartException(failure);
    }

    /// <summary>Returns when it is time to stop: null when that was asked for, else why it cannot go on.</summary>
    private async Task<string?> WaitAsync(List<ResourceRun> runs, Action whenReady, CancellationToken stop)
    {
        var ready = Task.WhenAll(runs.Select(run => run.Ready));
        try
        {
            if (await Task.WhenAny(ready, _failure.Task).WaitAsync(stop) == _failure.Task)
                return await _failure.Task;

            whenReady();
            return await _failure.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Task ReadyOf(IResource resource, List<ResourceRun> runs)
    {
        var owner = resource is PostgresDatabaseResource database ? database.Parent : resource;
        return runs.Find(run => run.Resource == owner)?.Ready ?? Task.CompletedTask;
    }

    private async Task<DashboardServer> StartDashboardAsync()
    {
        try
        {
            return await DashboardServer.StartAsync(_board, _logs, new DashboardOptions { Port = _settings.DashboardPort }, CancellationToken.None);
        }
        catch (DashboardPortTakenException taken)
        {
            throw new CannotStartException(taken.Message);
        }
    }

    private List<ResourceRun> Prepare(ServerPlans servers, HostAddresses addresses)
    {
        var inherited = HostEnvironment.Read();
        List<ResourceRun> runs = [];
        foreach (var resource in _application.Model.Resources)
        {
            switch (resource)
            {
                case ContainerResource server:
                    _board.Put(servers.RowOf(server));
                    runs.Add(new ResourceRun(server, [Supervise(servers.PlanOf(server))], () => [], _ => { }, _time));
                    break;
                case ProjectResource project:
                    var replicas = new ProjectReplicas(project, _application, addresses, inherited);
                    foreach (var row in replicas.Rows())
                        _board.Put(row);
                    runs.Add(new ResourceRun(
                        project, [.. replicas.Plans().Select(Supervise)], replicas.StartProxies, after => _console.Ready(_board.Current.Find(project.Name), after), _time));
                    break;
                default:
                    _board.Put(PassiveRows.Of(resource));
                    break;
            }
        }

        return runs;
    }

    private Supervisor Supervise(ProcessPlan plan) => new(plan, _board, _logs, _console, reason => _failure.TrySetResult(reason), _time);

    private IEnumerable<(string Name, string Where)> Places(DashboardServer dashboard, HostAddresses addresses, ParameterValues parameters)
    {
        foreach (var project in _application.Model.Resources.OfType<ProjectResource>())
        {
            foreach (var endpoint in ((IResourceWithEndpoints)project).Endpoints.Where(endpoint => endpoint.IsExternal))
                yield return (project.Name, new EndpointReference(project, endpoint, EndpointProperty.Url).Resolve(addresses));
        }

        yield return ("dashboard", $"{dashboard.LoginUrl}");
        foreach (var parameter in _application.Model.Resources.OfType<ParameterResource>())
            yield return (parameter.Name, parameters.Given(parameter) is null ? parameters.FileOf(parameter) : $"as set in Parameters:{parameter.Name}");
    }

    // In reverse order: a resource is stopped when all that wait for it have stopped.
    private static async Task StopAsync(List<ResourceRun> runs, Dependencies dependencies, CancellationToken kill)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(kill);
        limit.CancelAfter(StopLimit);
        Dictionary<IResource, Task> stopping = [];
        await Task.WhenAll(runs.Select(run => StopOneAsync(run.Resource)));

        Task StopOneAsync(IResource resource)
        {
            if (!stopping.TryGetValue(resource, out var task))
                stopping[resource] = task = StopAfterNeedersAsync(resource);
            return task;
        }

        async Task StopAfterNeedersAsync(IResource resource)
        {
            await Task.WhenAll(dependencies.NeedersOf(resource).Select(StopOneAsync).ToList());
            if (runs.Find(run => run.Resource == resource) is { } run)
                await run.StopAsync(limit.Token);
        }
    }
}
