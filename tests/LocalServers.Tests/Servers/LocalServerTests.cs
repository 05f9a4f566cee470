using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Papers.LocalServers.Tests.Servers;

/// <summary>What holds for each of the three servers.</summary>
public sealed class LocalServerTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePorts.Next();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["postgres", "redis", "rabbitmq"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Starts_in_a_private_folder_and_ends_with_its_owner(string name)
    {
        IReadOnlyList<int> family;
        await using (await StartAsync(name))
        {
            family = RunningProcesses.WorkingIn(_folder[name]);
            Assert.NotEmpty(family);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder[name]));
        }

        await Eventually.TrueAsync(() => !family.Any(RunningProcesses.IsRunning), s_limit);
        Assert.True(FreePorts.IsFree(IPAddress.Loopback, _port));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Starts_again_after_its_processes_were_killed(string name)
    {
        await using (await StartAsync(name))
        {
            foreach (var id in RunningProcesses.WorkingIn(_folder[name]))
            {
                KillProcess(id);
            }
        }

        await using var again = await StartAsync(name);
        Assert.True(await Create(name).IsReadyAsync(_token));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ends_what_an_earlier_host_left_running_in_its_folder(string name)
    {
        await using var earlier = await StartAsync(name);
        var left = RunningProcesses.WorkingIn(_folder[name]);

        await using var later = await StartAsync(name, FreePorts.Next());

        await Eventually.TrueAsync(() => !left.Any(RunningProcesses.IsRunning), s_limit);
        Assert.NotEmpty(RunningProcesses.WorkingIn(_folder[name]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stops_in_order_when_its_wrapper_gets_SIGTERM(string name)
    {
        var server = Create(name);
        await server.PrepareAsync(_token);
        var command = server.Command();
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = server.WorkingDirectory })!; // Not null: UseShellExecute is off.
        await Eventually.TrueAsync(() => server.IsReadyAsync(_token), s_limit, name);

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(_token);
        }

        await process.WaitForExitAsync(_token).WaitAsync(s_limit, _token);
        Assert.Equal(0, process.ExitCode);
        Assert.False(File.Exists(_folder["postgres/data/postmaster.pid"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Names_a_port_that_is_in_use(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();

        var failure = await Assert.ThrowsAsync<LocalServerException>(() => StartAsync(name));

        Assert.Contains($"{_port}", failure.Message);
    }

    [Fact]
    public async Task Names_the_folder_above_that_the_account_cannot_enter_and_the_cure()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Servers change their user only under root.");
        var inside = Directory.CreateDirectory(_folder["stack"]).FullName;
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var failure = await Assert.ThrowsAsync<LocalServerException>(() => LocalServerProcess.StartAsync(Create("postgres", folder: inside), _token));

        Assert.Contains($"chmod o+x {_folder.Path}", failure.Message);
        Assert.Empty(RunningProcesses.WorkingIn(_folder.Path));
    }

    [Theory]
    [InlineData("postgres", "postgres")]
    [InlineData("redis", "redis")]
    public async Task Runs_as_the_account_of_its_package_under_root(string name, string account)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become another user.");
        await using var server = await StartAsync(name);

        Assert.All(RunningProcesses.WorkingIn(_folder[name]), id => Assert.Equal(account, RunningProcesses.UserOf(id)));
    }

    [Fact]
    public async Task PostgreSQL_of_a_version_that_is_not_installed_is_named_with_the_cure()
    {
        Directory.CreateDirectory(_folder["postgres/data"]);
        await File.WriteAllTextAsync(_folder["postgres/data/PG_VERSION"], "16\n", _token);

        var failure = Assert.Throws<LocalServerException>(() => Create("postgres").Command());

        Assert.Contains("PostgreSQL 16", failure.Message);
        Assert.Contains("apt-get install --no-install-recommends postgresql-16", failure.Message);
    }

    [Fact]
    public async Task PostgreSQL_starts_in_the_version_that_made_the_data()
    {
        await using (await StartAsync("postgres"))
        {
        }

        var version = (await File.ReadAllTextAsync(_folder["postgres/data/PG_VERSION"], _token)).Trim();

        Assert.Contains(Create("postgres").Command(), part => part == Path.Combine(ServerPackages.PostgresFolder(version), "postgres"));
    }

    [Fact]
    public void The_cure_names_the_packages_of_each_system()
    {
        var cure = ServerPackages.Cure(["PostgreSQL", "RabbitMQ"]);

        Assert.Contains("apt-get install --no-install-recommends postgresql rabbitmq-server\n", cure);
        Assert.Contains("dnf install postgresql-server rabbitmq-server\n", cure);
        Assert.Contains("brew install postgresql@17 rabbitmq\n", cure);
    }

    public void Dispose() => _folder.Dispose();

    private Task<LocalServerProcess> StartAsync(string name, int? port = null) => LocalServerProcess.StartAsync(Create(name, port), _token);

    private LocalServer Create(string name, int? port = null, string? folder = null)
    {
        var options = new LocalServerOptions
        {
            DataDirectory = folder ?? _folder.Path,
            Port = port ?? _port,
            UserName = _ => new("app"),
            Password = _ => new(name == "rabbitmq" ? "secret" : "se cret'\"\\"),
            IsThrowaway = true,
        };
        return name switch
        {
            "postgres" => new LocalPostgres(options),
            "redis" => new LocalRedis(options),
            _ => new LocalRabbitMq(options),
        };
    }

    private static void KillProcess(int id)
    {
        using var kill = Process.Start("kill", ["-KILL", $"{id}"]);
        kill.WaitForExit();
    }
}
