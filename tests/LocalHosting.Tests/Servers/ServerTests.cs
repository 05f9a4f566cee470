using System.Net;
using System.Net.Sockets;
using Papers.LocalHosting.Running;
using Papers.LocalHosting.Servers;

namespace Papers.LocalHosting.Tests.Servers;

/// <summary>What holds for each of the three servers.</summary>
public sealed class ServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = ServerPorts.Free(1)[0];
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["postgres", "redis", "rabbitmq"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_starts_in_a_fresh_private_folder_and_stops_when_asked(string name)
    {
        await using var server = await StartAsync(name);
        Assert.True(RunningProcesses.IsRunning(server.ProcessId));
        var family = RunningProcesses.WorkingIn(_folder.Path);

        await server.StopAsync(Patience, _token);

        Assert.True(server.Exited.IsCompletedSuccessfully);
        Assert.NotEmpty(family);
        await Eventually.TrueAsync(() => !family.Any(RunningProcesses.IsRunning), Patience);
        Assert.True(ServerPorts.IsFree(_port));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_starts_again_on_what_a_kill_left(string name)
    {
        await using (var killed = await StartAsync(name))
        {
            foreach (var id in RunningProcesses.WorkingIn(_folder.Path))
                ChildProcessSignals.Send(id, ProcessSignal.Kill);
            await killed.Exited.WaitAsync(Patience, _token);
        }

        await using var again = await StartAsync(name);
        Assert.True(RunningProcesses.IsRunning(again.ProcessId));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_process_ends_with_a_host_that_is_killed(string name)
    {
        using var host = HostProcess.Start(name, _folder.Path, $"{_port}");
        var server = int.Parse(await host.StandardOutput.ReadLineAsync(_token) ?? await host.StandardError.ReadToEndAsync(_token));
        var family = RunningProcesses.WorkingIn(_folder.Path);
        Assert.Contains(server, family);

        host.Kill();

        await Eventually.TrueAsync(() => !family.Any(RunningProcesses.IsRunning), Patience);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Another_one_on_its_port_is_told_so(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();

        var taken = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(name));

        Assert.Contains($"port {_port}", taken.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_still_runs_of_an_earlier_host_makes_way(string name)
    {
        await using var earlier = await StartAsync(name);

        await using var later = await StartAsync(name, ServerPorts.Free(1)[0]);

        Assert.True(earlier.Exited.IsCompleted);
        Assert.True(RunningProcesses.IsRunning(later.ProcessId));
    }

    [Fact]
    public async Task A_folder_above_that_cannot_be_entered_is_named_with_the_cure()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Servers change their user only under root.");
        var inside = Directory.CreateDirectory(_folder["stack"]).FullName;

        var closed = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync("postgres", folder: inside));

        Assert.Contains($"chmod o+x {_folder.Path}", closed.Message);
        Assert.Empty(RunningProcesses.WorkingIn(_folder.Path));
    }

    [Fact]
    public async Task Servers_do_not_run_as_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become another user.");
        await using var postgres = await StartAsync("postgres");
        await using var redis = await StartAsync("redis", ServerPorts.Free(1)[0]);

        Assert.Equal("postgres", RunningProcesses.UserOf(postgres.ProcessId));
        Assert.Equal("redis", RunningProcesses.UserOf(redis.ProcessId));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<LocalServer> StartAsync(string name, int? port = null, string? folder = null) =>
        await HostedServer.StartAsync(name, folder ?? _folder.Path, port ?? _port, _token);
}
