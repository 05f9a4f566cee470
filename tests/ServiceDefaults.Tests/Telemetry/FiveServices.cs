using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;
using Papers.Testing.Stack;
using Papers.Testing.Telemetry;

namespace Papers.ServiceDefaults.Tests.Telemetry;

/// <summary>The five services as programs of their own, on private servers, with all telemetry going to a receiver.</summary>
internal sealed partial class FiveServices : IAsyncDisposable
{
    public const string AdminToken = "token-of-the-tests-alone";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly TestDatabase _database;
    private readonly ConcurrentDictionary<string, RunningService> _services = new();

    private FiveServices(TestDatabase database, OtlpReceiver telemetry) => (_database, Telemetry) = (database, telemetry);

    public OtlpReceiver Telemetry { get; }

    public TemporaryFolder Folder { get; } = new();

    public static async Task<FiveServices> StartAsync(
        TestServers servers, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var database = await TestDatabase.CreateAsync(servers, "tagging", typeof(FiveServices).Assembly, cancellationToken);
        var stack = new FiveServices(database, await OtlpReceiver.StartAsync());
        (string, string)[] all =
        [
            .. stack.Telemetry.Environment,
            ("ConnectionStrings__papersdb", database.ServerConnectionString),
            ("ConnectionStrings__cache", await servers.RedisAsync(cancellationToken)),
            ("ConnectionStrings__messaging", await servers.RabbitMqAsync(cancellationToken)),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Ingest__Inbox", Path.Combine(stack.Folder.Path, "inbox")),
            ("Ingest__Sources__ArxivRss__Enabled", "false"),
            ("Ingest__Sources__HuggingFaceDaily__Enabled", "false"),
            ("Notification__MailFolder", Path.Combine(stack.Folder.Path, "mail")),
            ("Web__DataFolder", Path.Combine(stack.Folder.Path, "web")),
            ("Admin__Token", AdminToken),
            .. settings,
        ];
        try
        {
            await Task.WhenAll(new[] { "Ingest", "Tagging", "LinkCheck", "Notification" }.Select(project => stack.StartAsync(project, all, cancellationToken)));
            await stack.StartAsync("Web", [.. all, .. stack._services.Select(service => ($"services__{service.Key}__http__0", service.Value.Address))], cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public HttpClient Client(string service) => new() { BaseAddress = new(_services[service].Address) };

    /// <summary>Asks every service for its health, as the app host does.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.Keys)
        {
            using var client = Client(service);
            foreach (var path in new[] { "/health", "/alive" })
            {
                using var response = await client.GetAsync(path, cancellationToken);
                response.EnsureSuccessStatusCode();
            }
        }
    }

    public async Task ExecuteAsync(string service, string sql, CancellationToken cancellationToken)
    {
        await using var db = NpgsqlDataSource.Create(ServiceDatabase.ConnectionStringOf(_database.ServerConnectionString, service));
        await using var command = db.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
        {
            service.Process.Kill();
            await service.Process.WaitForExitAsync();
            service.Process.Dispose();
        }

        await Telemetry.DisposeAsync();
        await _database.DisposeAsync();
        Folder.Dispose();
    }

    private async Task StartAsync(string project, (string Name, string Value)[] settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", Repository.AssemblyOf($"src/{project}")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var output = new ConcurrentQueue<string>();
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Process.Start(start)!; // null only where a shell is used
        process.OutputDataReceived += (_, line) =>
        {
            output.Enqueue(line.Data ?? "");
            if (Listening().Match(line.Data ?? "") is { Success: true } found)
            {
                address.TrySetResult(found.Groups[1].Value);
            }
        };
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var service = project.ToLowerInvariant();
        _services[service] = new(process, "");
        try
        {
            _services[service] = new(process, await address.Task.WaitAsync(s_patience, cancellationToken));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{project} did not start:\n{string.Join('\n', output)}");
        }
    }

    private sealed record RunningService(Process Process, string Address);

    [GeneratedRegex("Now listening on: (http://127.0.0.1:[0-9]+)")]
    private static partial Regex Listening();
}
