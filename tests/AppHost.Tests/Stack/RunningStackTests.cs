using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Papers.AppHost.Tests.Stack;

/// <summary>What an operator gets from a stack that runs.</summary>
public sealed class RunningStackTests(RunningStack running) : IClassFixture<RunningStack>
{
    private static readonly string[] s_services = ["ingest", "tagging", "linkcheck", "notification", "web"];
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private PapersStack Stack => running.Stack;

    [Fact]
    public async Task The_console_names_each_resource_when_it_is_ready_and_then_where_everything_is()
    {
        await Eventually.TrueAsync(() => Stack.Output.Contains("Ctrl-C stops everything.", StringComparison.Ordinal), s_limit);

        Assert.StartsWith($"Starting. Data directory: {Stack.DataDirectory}", Stack.Output);
        foreach (var name in (string[])["postgres", "cache", "messaging", .. s_services])
        {
            Assert.Matches($@"(?m)^  {name} +ready in +[0-9]+\.[0-9] s", Stack.Output);
        }

        Assert.Matches(@"(?m)^Ready in [0-9.]+ s\r?\n  web +http://localhost:[0-9]+\r?\n  dashboard +http://localhost:[0-9]+/login\?t=[0-9a-f]+\r?\n", Stack.Output);
        Assert.Contains(Path.Combine(Stack.DataDirectory, "secrets", "admin-token"), Stack.Output);
    }

    [Fact]
    public void Passwords_are_kept_for_their_owner_alone()
    {
        foreach (var name in (string[])["admin-token", "postgres-password", "cache-password", "messaging-password"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Stack.DataDirectory, "secrets", name)));
        }
    }

    [Fact]
    public void A_service_gets_its_own_settings_and_secrets_only()
    {
        foreach (var service in s_services)
        {
            var environment = EnvironmentOf(service);

            Assert.Equal(service == "notification", environment.Contains("of-notification-alone", StringComparison.Ordinal));
            Assert.Equal(service == "web", environment.Contains("Admin__Token=", StringComparison.Ordinal));
            Assert.DoesNotContain("of-nobody", environment);
            Assert.DoesNotContain("of-the-shell", environment);
        }
    }

    [Fact]
    public async Task Web_sees_the_address_of_its_client_without_a_proxy_between()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync("127.0.0.1", Stack.Web.BaseAddress!.Port, TestContext.Current.CancellationToken); // Not null: the stack sets it.

        var client = (IPEndPoint)socket.LocalEndPoint!; // Not null: it is bound.
        var web = Assert.Single(StackProcesses.Serving(Stack.ProcessId, "web"));
        await Eventually.TrueAsync(() => web.HasClient(client), s_limit);
    }

    [Theory]
    [InlineData("tagging")]
    [InlineData("cache")]
    [InlineData("postgres")]
    [InlineData("messaging")]
    public async Task What_was_killed_runs_again_on_its_port_and_the_console_counts_it(string name)
    {
        var before = Assert.Single(StackProcesses.Serving(Stack.ProcessId, name));
        var ports = before.ListeningPorts();
        await before.KillAsync();

        StackProcess? after = null;
        await Eventually.TrueAsync(() => (after = StackProcesses.Serving(Stack.ProcessId, name).SingleOrDefault(process => process.Id != before.Id)) is not null, s_limit);
        await Eventually.TrueAsync(() => ports.All(port => after!.ListeningPorts().Contains(port)), s_limit); // Not null: it was waited for.
        await Eventually.TrueAsync(() => Regex.IsMatch(Stack.Output, $"(?m)^  {name} +ready again in"), s_limit);
        Assert.Matches($@"(?m)^  {name} +exited with code -?[0-9]+; restart 1 in 0\.5 s", Stack.Output);
        await Eventually.TrueAsync(async () => (await Stack.Web.GetAsync("/health")).IsSuccessStatusCode, s_limit);
    }

    [Fact]
    public async Task A_second_app_host_on_its_data_directory_learns_who_holds_it()
    {
        var (exitCode, output) = await AppHostCommand.RunAsync($"--DataDirectory={Stack.DataDirectory}", "--Web:Port=0", "--Dashboard:Port=0");

        Assert.Equal(1, exitCode);
        Assert.Contains($"in use by process {Stack.ProcessId}", output);
        Assert.Contains("--DataDirectory=", output);
    }

    [Fact]
    public async Task An_import_that_finished_is_said_on_the_console()
    {
        await Stack.DropAsync("one.jsonl", """{"id":"2601.00001","title":"On consoles","abstract":"We say what happened."}""");

        await Eventually.TrueAsync(() => Regex.IsMatch(Stack.Output, "(?m)^  ingest .*one.jsonl"), s_limit);
    }

    [Fact]
    public async Task Offline_no_process_of_it_connects_beyond_this_machine()
    {
        await Eventually.TrueAsync(() => Stack.Output.Contains("Ctrl-C stops everything.", StringComparison.Ordinal), s_limit);

        Assert.Empty(running.ConnectionsOutside);
    }

    private string EnvironmentOf(string service) =>
        Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{Assert.Single(StackProcesses.Serving(Stack.ProcessId, service)).Id}/environ"));
}
