using System.Diagnostics;
using System.Text.Json;
using Papers.LocalServers;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>The five published services with exactly the environment that the committed manifest gives them, as after a deployment.</summary>
[Trait("Category", "Long")]
public sealed class PublishedServicesTests : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _services = [];
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_become_healthy_and_serve_a_page()
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "aspire-manifest.json"), _token));
        var values = new ManifestValues(manifest.RootElement.GetProperty("resources"));
        await using var postgres = await LocalServerProcess.StartAsync(new LocalPostgres(OptionsOf(values, "postgres", "postgres")), _token);
        await using var cache = await LocalServerProcess.StartAsync(new LocalRedis(OptionsOf(values, "cache", "")), _token);
        await using var messaging = await LocalServerProcess.StartAsync(new LocalRabbitMq(OptionsOf(values, "messaging", "guest")), _token);

        var projects = values.Projects.ToList();
        Assert.Equal(["ingest", "linkcheck", "notification", "tagging", "web"], projects.Order(StringComparer.Ordinal));
        foreach (var project in projects)
        {
            await PublishAsync(values.PathOf(project), _folder[project]);
            _services.Add(Start(Path.GetFileNameWithoutExtension(values.PathOf(project)), _folder[project], values.EnvironmentOf(project)));
        }

        using var client = new HttpClient();
        foreach (var project in projects)
        {
            await Eventually.TrueAsync(() => IsHealthyAsync(client, values.PortOf(project)), s_limit, project);
        }

        var page = await client.GetStringAsync($"http://127.0.0.1:{values.PortOf("web")}/", _token);
        Assert.Contains("<h1", page);
        client.DefaultRequestHeaders.Authorization = new("Bearer", values.SecretOf("admin-token"));
        using var status = await client.GetAsync($"http://127.0.0.1:{values.PortOf("web")}/admin/api/status", _token);
        Assert.True(status.IsSuccessStatusCode, $"{status.StatusCode}: {await status.Content.ReadAsStringAsync(_token)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            service.Kill();
            await service.WaitForExitAsync(CancellationToken.None);
            service.Dispose();
        }

        _folder.Dispose();
    }

    // The servers' accounts must be able to pass.
    private LocalServerOptions OptionsOf(ManifestValues values, string server, string user) => new()
    {
        DataDirectory = _folder.Path,
        Port = values.PortOf(server),
        UserName = _ => new(user),
        Password = _ => new(values.SecretOf($"{server}-password")),
        IsThrowaway = true,
    };

    private async Task PublishAsync(string project, string folder)
    {
        string[] publish = ["publish", Path.Combine(Repository.Root, project), "--no-build", "--configuration", Repository.Configuration, "--output", folder, "--nologo", "-v", "quiet"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", publish) { RedirectStandardOutput = true })!; // Not null: UseShellExecute is off.
        var output = await process.StandardOutput.ReadToEndAsync(_token);
        await process.WaitForExitAsync(_token);
        Assert.True(process.ExitCode == 0, output);
        // A file, since the environment is the manifest's: no test asks anything beyond this machine.
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{ "Offline": true }""", _token);
    }

    private static Process Start(string assembly, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [$"{assembly}.dll"]) { WorkingDirectory = folder };
        var inherited = ((string[])["PATH", "HOME", "DOTNET_ROOT"]).ToDictionary(name => name, Environment.GetEnvironmentVariable);
        start.Environment.Clear();
        foreach (var (name, value) in inherited.Where(variable => variable.Value is not null).Concat(environment.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!; // Not null: UseShellExecute is off.
    }

    private async Task<bool> IsHealthyAsync(HttpClient client, int port)
    {
        Assert.All(_services, service => Assert.False(service.HasExited, $"{service.StartInfo.ArgumentList[0]} has ended."));
        try
        {
            using var health = await client.GetAsync($"http://127.0.0.1:{port}/health", _token);
            return health.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
