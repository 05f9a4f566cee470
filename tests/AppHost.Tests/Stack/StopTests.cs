using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Papers.AppHost.Tests.Stack;

/// <summary>However the stack is ended, nothing of it is left and its data starts again.</summary>
[Trait("Category", "Long")]
public sealed class StopTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP)]
    public async Task A_signal_stops_everything_in_order(PosixSignal signal)
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false");
        var family = StackProcesses.Of(stack.ProcessId);

        Assert.Equal(0, await stack.StopAsync(signal, s_limit));

        Assert.Contains("Stopped.", stack.Output);
        await AllGoneAsync(family);
        // PostgreSQL removes it at an orderly end alone.
        Assert.False(File.Exists(Path.Combine(stack.DataDirectory, "postgres", "data", "postmaster.pid")));
    }

    [Fact]
    public async Task After_a_kill_of_the_app_host_everything_stops_and_the_papers_are_there_again()
    {
        var data = PapersStack.NewDataDirectory();
        try
        {
            await using (var stack = await PapersStack.StartOnAsync(data, "--Ingest:Samples=false"))
            {
                await stack.DropAsync("one.jsonl", """{"id":"2601.00001","title":"On kills","abstract":"We survive them."}""");
                await stack.WaitForAsync(counts => counts is { Papers: 1, IsSettled: true }, s_limit);
                var family = StackProcesses.Of(stack.ProcessId);
                await stack.KillAsync();
                await AllGoneAsync(family);
            }

            await using var again = await PapersStack.StartOnAsync(data, "--Ingest:Samples=false");
            Assert.Equal(1, (await again.WaitForAsync(counts => counts.Searchable == 1, s_limit)).Papers);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task After_a_kill_of_dotnet_run_the_app_host_stops_everything()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet",
        [
            "run", "--no-build", "--project", Path.Combine(Repository.Root, "AppHost"), "--configuration", Repository.Configuration, "--",
            "--Offline=true", $"--DataDirectory={folder.Path}", "--Web:Port=0", "--Dashboard:Port=0", "--Ingest:Samples=false",
        ]) { RedirectStandardOutput = true };
        using var run = Process.Start(start)!; // Not null: UseShellExecute is off.
        while (await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
        {
        }

        var host = Assert.Single(RunningProcesses.ChildrenOf(run.Id));
        var family = StackProcesses.Of(host);
        Assert.True(family.Count > 10);

        run.Kill();

        await AllGoneAsync(family);
    }

    [Fact]
    public async Task Replicas_share_a_service_and_each_is_restarted()
    {
        await using var stack = await PapersStack.StartAsync("--Ingest:Samples=false", "--Tagging:Replicas=2", "--Web:Replicas=2");
        var replicas = StackProcesses.Serving(stack.ProcessId, "tagging");
        Assert.Equal(2, replicas.Count);

        await replicas[0].KillAsync();

        await Eventually.TrueAsync(() => StackProcesses.Serving(stack.ProcessId, "tagging").Count(process => process.Id != replicas[0].Id) == 2, s_limit);
        Assert.Contains(StackProcesses.Serving(stack.ProcessId, "tagging"), process => process.Id == replicas[1].Id);
        Assert.Equal(2, StackProcesses.Serving(stack.ProcessId, "web").Count);
        await Eventually.TrueAsync(async () => (await stack.Web.GetAsync("/health")).IsSuccessStatusCode, s_limit);
    }

    [Fact]
    public async Task Two_stacks_run_side_by_side_and_one_without_a_dashboard()
    {
        await using var first = await PapersStack.StartAsync("--Ingest:Samples=false");
        await using var second = await PapersStack.StartAsync("--Ingest:Samples=false", "--Dashboard:Enabled=false", "--Web:Bind=127.0.0.1");

        Assert.True((await first.Web.GetAsync("/")).IsSuccessStatusCode);
        Assert.True((await second.Web.GetAsync("/")).IsSuccessStatusCode);
        Assert.Contains(StackProcesses.Of(first.ProcessId), process => process.Name == "Aspire.Dashboard");
        Assert.DoesNotContain(StackProcesses.Of(second.ProcessId), process => process.Name == "Aspire.Dashboard");
        Assert.DoesNotContain("dashboard ", second.Output);
    }

    private static Task AllGoneAsync(IReadOnlyList<StackProcess> family) =>
        Eventually.TrueAsync(() => !family.Any(process => RunningProcesses.IsRunning(process.Id)), s_limit);
}
