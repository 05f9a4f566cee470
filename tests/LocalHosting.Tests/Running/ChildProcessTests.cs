using System.Collections.Concurrent;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentQueue<ChildOutputLine> _lines = new();

    [Fact]
    public async Task What_a_program_writes_arrives_before_its_end_does()
    {
        await using var child = await ShellAsync("echo out; echo err >&2; printf 'last'; exit 3");

        Assert.Equal(3, await child.Exited.WaitAsync(Patience));
        Assert.Equal(["err", "last", "out"], _lines.Select(line => line.Text).Order());
        Assert.True(_lines.Single(line => line.Text == "err").IsError);
    }

    [Fact]
    public async Task A_child_has_only_the_environment_and_directory_it_was_given()
    {
        await using var child = await ChildProcess.StartAsync(new ChildProcessStart
        {
            Program = "/bin/sh",
            Arguments = ["-c", "pwd; env | grep -v '^PWD=\\|^_=\\|^SHLVL=\\|^OLDPWD='"],
            Environment = new Dictionary<string, string> { ["GIVEN"] = "a b" },
            WorkingDirectory = "/usr",
        }, _lines.Enqueue);

        await child.Exited.WaitAsync(Patience);
        Assert.Equal(["/usr", "GIVEN=a b"], _lines.Select(line => line.Text));
    }

    [Fact]
    public async Task A_child_reads_the_input_it_was_given_to_its_end()
    {
        await using var child = await ChildProcess.StartAsync(new ChildProcessStart
        {
            Program = "cat",
            Input = "first\nsecond",
            Environment = ChildProcessEnvironment.Basic,
            WorkingDirectory = "/",
        }, _lines.Enqueue);

        Assert.Equal(0, await child.Exited.WaitAsync(Patience));
        Assert.Equal(["first", "second"], _lines.Select(line => line.Text));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var missing = await Assert.ThrowsAsync<FileNotFoundException>(() => ChildProcess.StartAsync(new ChildProcessStart
        {
            Program = "no-such-program",
            Environment = ChildProcessEnvironment.Basic,
            WorkingDirectory = "/",
        }));

        Assert.Contains("no-such-program", missing.Message);
    }

    [Fact]
    public async Task A_child_leads_a_session_of_its_own()
    {
        await using var child = await ShellAsync("sleep 60");
        await Eventually.TrueAsync(() => RunningProcesses.SessionOf(child.Id) == child.Id, Patience);
    }

    [Fact]
    public async Task Stopping_asks_first()
    {
        await using var child = await ShellAsync("trap 'echo asked; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        await Eventually.TrueAsync(() => _lines.Any(line => line.Text == "ready"), Patience);

        await child.StopAsync(Patience, CancellationToken.None);

        Assert.Equal(7, await child.Exited);
        Assert.Contains(_lines, line => line.Text == "asked");
    }

    [Fact]
    public async Task A_child_that_does_not_listen_is_killed_with_all_it_has_started()
    {
        await using var child = await ShellAsync("trap '' TERM; sleep 61 & echo $!; echo ready; while :; do sleep 0.05; done");
        await Eventually.TrueAsync(() => _lines.Any(line => line.Text == "ready"), Patience);
        var grandchild = int.Parse(_lines.First().Text);

        await child.StopAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None);

        Assert.Equal(137, await child.Exited);
        await Eventually.TrueAsync(() => !RunningProcesses.IsRunning(grandchild), Patience);
    }

    [Fact]
    public async Task What_a_child_left_behind_ends_with_it_and_does_not_hold_up_its_end()
    {
        await using var child = await ShellAsync("sleep 62 & echo $!; exit 0");

        Assert.Equal(0, await child.Exited.WaitAsync(Patience));
        var grandchild = int.Parse(_lines.First().Text);
        await Eventually.TrueAsync(() => !RunningProcesses.IsRunning(grandchild), Patience);
    }

    [Fact]
    public async Task A_killed_host_takes_its_child_and_grandchildren_along()
    {
        using var host = HostProcess.Start("run", "/bin/sh", "-c", "trap '' TERM; sleep 63 & sleep 64");
        var child = int.Parse(await host.StandardOutput.ReadLineAsync() ?? "");
        await Eventually.TrueAsync(() => RunningProcesses.InSession(child).Count == 3, Patience);
        var family = RunningProcesses.InSession(child);

        host.Kill();

        await Eventually.TrueAsync(() => !family.Any(RunningProcesses.IsRunning), Patience);
    }

    [Fact]
    public async Task A_host_that_ends_leaves_nothing_that_watched_its_children()
    {
        using var host = HostProcess.Start("run", "/bin/sh", "-c", "exec sleep 66");
        var child = int.Parse(await host.StandardOutput.ReadLineAsync() ?? "");
        var children = RunningProcesses.ChildrenOf(host.Id);
        Assert.Equal(2, children.Count);

        ChildProcessSignals.Send(child, ProcessSignal.Kill);
        await host.WaitForExitAsync();

        Assert.DoesNotContain(children, RunningProcesses.IsRunning);
    }

    [Fact]
    public async Task Root_starts_a_child_as_another_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root can become another user.");
        await using var child = await ChildProcess.StartAsync(new ChildProcessStart
        {
            Program = "id",
            Arguments = ["-un"],
            Environment = ChildProcessEnvironment.Basic,
            WorkingDirectory = "/",
            User = ChildProcessUser.Find("nobody"),
        }, _lines.Enqueue);

        Assert.Equal(0, await child.Exited.WaitAsync(Patience));
        Assert.Equal("nobody", _lines.Single().Text);
    }

    private Task<ChildProcess> ShellAsync(string script) => ChildProcess.StartAsync(new ChildProcessStart
    {
        Program = "sh",
        Arguments = ["-c", script],
        Environment = ChildProcessEnvironment.Basic,
        WorkingDirectory = "/",
    }, _lines.Enqueue);
}
