using Papers.LocalHosting.Running;
using Papers.Testing.Stack;

namespace Papers.LocalHosting.Tests.Running;

public sealed class AppHostProcessTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = new FreePorts().Next();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_stops_everything_in_good_order(string signal)
    {
        await using var host = AppHostProcess.Start(_data.Path, _port);
        await host.ReadyAsync();

        host.Signal(signal);
        await host.ExitedAsync();

        Assert.Equal(0, host.ExitCode);
        Assert.Contains("Stopped.", host.Output);
        await host.ServicesGoneAsync();
        Assert.Empty(Directory.GetFiles(_data.Path));
    }

    [Fact]
    public async Task A_killed_host_leaves_no_orphans_and_the_next_one_starts()
    {
        await using (var host = AppHostProcess.Start(_data.Path, _port))
        {
            await host.ReadyAsync();
            host.Signal("KILL");
            await host.ExitedAsync();
            await host.ServicesGoneAsync();
        }

        await using var next = AppHostProcess.Start(_data.Path, _port);
        await next.ReadyAsync();
    }

    [Fact]
    public async Task When_dotnet_run_is_killed_the_host_stops_everything()
    {
        await using var run = AppHostProcess.Start(_data.Path, _port, "run", "--no-build", "--project", Path.Combine(Repository.Root, "tests/FakeAppHost"), "--configuration", Repository.Configuration, "--");
        await run.ReadyAsync();
        var host = RunningProcesses.ChildrenOf(run.Id);

        run.Signal("KILL");

        await run.ServicesGoneAsync();
        await Eventually.TrueAsync(() => !host.Any(RunningProcesses.IsRunning), TimeSpan.FromSeconds(60));
        Assert.Empty(Directory.GetFiles(_data.Path));
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_is_told_who_holds_it_and_the_first_goes_on()
    {
        await using var first = AppHostProcess.Start(_data.Path, _port);
        await first.ReadyAsync();

        await using var second = AppHostProcess.Start(_data.Path, new FreePorts().Next());
        await second.ExitedAsync();

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"held by process {first.Id}", second.Output);
        Assert.All(first.Services, id => Assert.True(RunningProcesses.IsRunning(id)));
    }

    [Fact]
    public async Task On_other_data_and_ports_it_runs_beside_the_first()
    {
        using var otherData = new TemporaryFolder();
        await using var first = AppHostProcess.Start(_data.Path, _port);
        await using var second = AppHostProcess.Start(otherData.Path, new FreePorts().Next());

        await first.ReadyAsync();
        await second.ReadyAsync();
    }

    [Fact]
    public async Task A_taken_port_is_named_and_nothing_is_started()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, _port);
        taken.Start();

        await using var host = AppHostProcess.Start(_data.Path, _port);
        await host.ExitedAsync();

        Assert.Equal(1, host.ExitCode);
        Assert.Contains($"Port {_port}", host.Output);
        Assert.Contains("--FakeService:Port=", host.Output);
        Assert.DoesNotContain("ready", host.Output);
    }

    public void Dispose() => _data.Dispose();
}
