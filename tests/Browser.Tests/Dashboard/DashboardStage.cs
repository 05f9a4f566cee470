using Papers.LocalHosting.Dashboard;
using Papers.LocalHosting.Running;

namespace Papers.Browser.Tests.Dashboard;

/// <summary>A dashboard over a board as a running stack would feed it.</summary>
internal sealed class DashboardStage : IAsyncDisposable
{
    public const string Secret = "k9-very-secret-password";

    private static readonly DateTimeOffset Started = TimeProvider.System.GetUtcNow().AddMinutes(-3);

    private DashboardServer? server;

    public ResourceBoard Board { get; } = new();

    public ConsoleLogs Logs { get; } = new(TimeProvider.System);

    public string Login => server?.LoginUrl.ToString() ?? throw new InvalidOperationException("The stage is not open yet.");

    public string Url => server?.Url.ToString() ?? throw new InvalidOperationException("The stage is not open yet.");

    public static async Task<DashboardStage> OpenAsync()
    {
        var stage = new DashboardStage();
        stage.Feed();
        stage.server = await DashboardServer.StartAsync(stage.Board, stage.Logs, new DashboardOptions { Port = 0 }, TestContext.Current.CancellationToken);
        return stage;
    }

    /// <summary>Closes the dashboard and opens it again on the same port, while the board and the logs go on.</summary>
    public async Task ReopenAsync(Func<Task> meanwhile)
    {
        var before = server ?? throw new InvalidOperationException("The stage is not open yet.");
        await before.DisposeAsync();
        await meanwhile();
        var options = new DashboardOptions { Port = before.Url.Port, Token = Login.Split("t=")[1] };
        server = await DashboardServer.StartAsync(Board, Logs, options, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Feed()
    {
        Board.Put(Server("postgres", "/usr/lib/postgresql/15/bin/postgres", 40002) with { Environment = [new("POSTGRES_PASSWORD", Secret, IsSecret: true)] });
        Board.Put(new ResourceSnapshot { Name = "papersdb", Kind = ResourceKind.Database, PartOf = "postgres", State = ResourceState.Running, Health = ResourceHealth.Healthy });
        Board.Put(Server("cache", "/usr/bin/redis-server", 40004));
        Board.Put(Server("messaging", "/usr/sbin/rabbitmq-server", 40006) with { Restarts = 1 });
        Board.Put(new ResourceSnapshot { Name = "admin-token", Kind = ResourceKind.Parameter, State = ResourceState.Running, Source = "Parameters:admin-token" });
        Board.Put(Service("ingest", 5101));
        Board.Put(Service("tagging", 5102));
        Board.Put(Service("linkcheck", 5103) with { State = ResourceState.Restarting, Health = ResourceHealth.Unknown, ExitCode = 137, Restarts = 2, StartedAt = null, Note = "Exited with code 137; started again in 4 s." });
        Board.Put(Service("notification", 5104));
        Board.Put(Service("web", 8080) with { State = ResourceState.Waiting, Health = ResourceHealth.Unknown, StartedAt = null, WaitsFor = ["ingest", "tagging", "linkcheck", "notification"] });

        foreach (var (resource, line) in ConsoleSamples.Start)
            Logs.Append(resource, line);
    }

    private static ResourceSnapshot Server(string name, string source, int port) => new()
    {
        Name = name,
        Kind = ResourceKind.Server,
        State = ResourceState.Running,
        Health = ResourceHealth.Healthy,
        StartedAt = Started,
        ProcessId = port - 30_000,
        Source = source,
        Endpoints = [new("tcp", $"localhost:{port}")],
        HealthChecks = [new() { Name = $"{name}_check", Health = ResourceHealth.Healthy, CheckedAt = Started.AddSeconds(4) }],
    };

    private static ResourceSnapshot Service(string name, int port) => new()
    {
        Name = name,
        Kind = ResourceKind.Project,
        State = ResourceState.Running,
        Health = ResourceHealth.Healthy,
        StartedAt = Started.AddSeconds(9),
        ProcessId = port,
        Source = $"src/{char.ToUpperInvariant(name[0])}{name[1..]}",
        Endpoints = [new("http", $"http://localhost:{port}")],
        WaitsFor = ["papersdb", "cache", "messaging"],
        HealthChecks = [new() { Name = "/health", Health = ResourceHealth.Healthy, CheckedAt = Started.AddSeconds(15) }],
        Environment =
        [
            new("ASPNETCORE_URLS", $"http://localhost:{port}"),
            new("ConnectionStrings__papersdb", $"Host=localhost;Port=40002;Username=postgres;Password={Secret};Database=papersdb", IsSecret: true),
            new("PAPERSDB_URI", $"postgresql://postgres:{Secret}@localhost:40002/papersdb"),
            new("OTEL_SERVICE_NAME", name),
            new("Offline", "false"),
        ],
    };
}
