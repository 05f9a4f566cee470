using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Running;
using Papers.Testing.Stack;

namespace Papers.LocalHosting.Tests.Running;

public sealed class LocalHostTests : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly StringWriter _console = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new();
    private readonly DistributedApplicationBuilder _builder;
    private LocalHost? _host;
    private Task _running = Task.CompletedTask;

    public LocalHostTests() => _builder = new DistributedApplicationBuilder(
        [$"--LocalHosting:DataDirectory={_data.Path}", "--Dashboard:Port=0"], Path.Combine(Repository.Root, "tests/LocalHosting.Tests"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_waits_starts_when_the_other_is_healthy_and_finds_it()
    {
        var first = Service("first");
        Service("second").WithReference(first).WaitFor(first);

        await StartAsync();

        var (one, two) = (Row("first"), Row("second"));
        Assert.True(one.HealthChecks[0].CheckedAt <= two.StartedAt);
        Assert.Equal(one.Endpoints[0].Address, await AskAsync("second", "environment/services__first__http__0"));
        Assert.Equal("second", await AskAsync("second", "environment/OTEL_SERVICE_NAME"));
        Assert.Matches("first +ready in .*\n +second +ready in (.|\n)*Ready in (.|\n)*dashboard +http://localhost:[0-9]+/login", _console.ToString());
    }

    [Fact]
    public async Task A_secret_parameter_reaches_the_service_and_is_kept_in_a_file_that_the_console_names()
    {
        var token = _builder.AddParameter("admin-token", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
        Service("web").WithEnvironment("Admin__Token", token);

        await StartAsync();

        var file = Path.Combine(_data.Path, "secrets", "admin-token");
        Assert.Equal((await File.ReadAllTextAsync(file, Token)).Trim(), await AskAsync("web", "environment/Admin__Token"));
        Assert.Contains(file, _console.ToString());
        Assert.True(Row("web").Environment.Single(variable => variable.Name == "Admin__Token").IsSecret);
    }

    [Fact]
    public async Task A_crashed_service_comes_back_at_the_same_address()
    {
        Service("web");
        await StartAsync();
        var before = Row("web");

        await _http.PostAsync($"{before.Endpoints[0].Address}/exit/7", content: null, Token).ContinueWith(_ => { }, Token);
        var after = await Board.WaitForAsync("web", row => row is { State: ResourceState.Running, Restarts: 1 }, Token);

        Assert.Equal(7, after.ExitCode);
        Assert.Equal(before.Endpoints, after.Endpoints);
        Assert.Equal($"{after.ProcessId}", await AskAsync("web", "id"));
        Assert.Contains("exited with code 7", _console.ToString());
    }

    [Fact]
    public async Task Replicas_share_one_port_and_the_others_serve_while_one_is_down()
    {
        Service("tagging").WithReplicas(2);
        await StartAsync();
        var replicas = Board.Current.Resources.Where(row => row.PartOf == "tagging").ToList();
        Assert.Equal(2, replicas.Count);
        Assert.All(replicas, replica => Assert.StartsWith("tagging-", replica.Name));
        Assert.Matches($"\n +tagging +ready in .*{Row("tagging").Endpoints[0].Address}\n(.|\n)*Ready in ", _console.ToString());

        Assert.Equal(2, (await AnswersAsync(8)).Distinct().Count());

        System.Diagnostics.Process.GetProcessById(replicas[0].ProcessId!.Value).Kill();
        await Board.WaitForAsync(replicas[0].Name, row => row.State == ResourceState.Restarting, Token);
        Assert.All(await AnswersAsync(4), id => Assert.Equal($"{replicas[1].ProcessId}", id));

        await Board.WaitForAsync("tagging", row => row is { State: ResourceState.Running, Restarts: 1 }, Token);
    }

    [Fact]
    public async Task In_the_end_they_stop_in_reverse_order_and_nothing_is_left()
    {
        var first = Service("first");
        Service("second").WaitFor(first);
        await StartAsync();
        var processes = Board.Current.Resources.Select(row => row.ProcessId!.Value).ToList();
        var order = WatchStopsAsync();

        await _stop.CancelAsync();
        await _running;

        Assert.Equal(["second", "first"], await order);
        Assert.All(processes, id => Assert.False(RunningProcesses.IsRunning(id)));
        Assert.Equal(["secrets"], Directory.GetFileSystemEntries(_data.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_project_that_is_not_built_is_named_and_nothing_starts()
    {
        Service("first");
        _builder.AddProject("second", "../Missing/Missing.csproj");

        var refusal = await Assert.ThrowsAsync<CannotStartException>(StartAsync);

        Assert.Contains("'second' is not built", refusal.Message);
        Assert.DoesNotContain("ready", _console.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None);
        _http.Dispose();
        _data.Dispose();
    }

    private ResourceBoard Board => _host!.Board; // Each test has started it.

    private ResourceSnapshot Row(string name) => Board.Current.Find(name)!; // The tests ask for what they have added.

    private IResourceBuilder<ProjectResource> Service(string name) =>
        _builder.AddProject(name, "../FakeService/FakeService.csproj").WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health");

    private async Task StartAsync()
    {
        _host = new LocalHost(_builder, _console, TimeProvider.System);
        _running = _host.RunAsync(_stop.Token, CancellationToken.None);
        var ready = Eventually.TrueAsync(() => _console.ToString().Contains("Ctrl-C", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await await Task.WhenAny(ready, _running);
    }

    private async Task<string> AskAsync(string resource, string path) =>
        (await _http.GetStringAsync($"{Row(resource).Endpoints[0].Address}/{path}", Token)).Trim('"');

    // Each on a connection of its own: it is connections that are shared out.
    private async Task<List<string>> AnswersAsync(int count)
    {
        List<string> answers = [];
        for (var i = 0; i < count; i++)
        {
            using var http = new HttpClient();
            answers.Add(await http.GetStringAsync($"{Row("tagging").Endpoints[0].Address}/id", Token));
        }

        return answers;
    }

    private async Task<List<string>> WatchStopsAsync()
    {
        List<string> stopped = [];
        await foreach (var board in Board.WatchAsync(Token))
        {
            stopped.AddRange(board.Resources.Where(row => row.State == ResourceState.Stopped && !stopped.Contains(row.Name)).Select(row => row.Name));
            if (stopped.Count == board.Resources.Length)
                break;
        }

        return stopped;
    }
}
