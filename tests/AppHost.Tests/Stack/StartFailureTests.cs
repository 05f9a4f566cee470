using System.Net;
using System.Net.Sockets;

namespace Papers.AppHost.Tests.Stack;

/// <summary>What is said when the stack cannot start, and that nothing has been started then.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Help_prints_the_settings_and_starts_nothing()
    {
        var (exitCode, output) = await AppHostCommand.RunAsync("--help", $"--DataDirectory={_folder["data"]}");

        Assert.Equal(0, exitCode);
        Assert.Contains("--Web:Port", output);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_its_setting()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (exitCode, output) = await AppHostCommand.RunAsync($"--DataDirectory={_folder["data"]}", $"--Web:Port={port}", "--Dashboard:Port=0");

        Assert.Equal(1, exitCode);
        Assert.Contains($"Port {port} (web)", output);
        Assert.Contains("--Web:Port=", output);
        Assert.DoesNotContain("Starting", output);
    }

    [Fact]
    public async Task Data_of_a_PostgreSQL_that_is_not_installed_is_named_with_the_cure()
    {
        Directory.CreateDirectory(_folder["data/postgres/data"]);
        await File.WriteAllTextAsync(_folder["data/postgres/data/PG_VERSION"], "99\n", TestContext.Current.CancellationToken);

        var (exitCode, output) = await AppHostCommand.RunAsync($"--DataDirectory={_folder["data"]}", "--Web:Port=0", "--Dashboard:Port=0");

        Assert.Equal(1, exitCode);
        Assert.Contains("made with PostgreSQL 99", output);
        Assert.Contains("postgresql-99", output);
    }

    [Fact]
    public async Task A_wrong_setting_ends_it_with_exit_code_78_and_one_line()
    {
        var (exitCode, output) = await AppHostCommand.RunAsync(
            $"--DataDirectory={_folder.Path}", "--Web:Port=0", "--Dashboard:Port=0", "--Offline=true", "--Notification:PapersPerDigest=nine-hundred");

        Assert.Equal(78, exitCode);
        var said = Assert.Single(output.Split('\n'), line => line.Contains("PapersPerDigest", StringComparison.Ordinal));
        Assert.Contains("nine-hundred", said);
        Assert.DoesNotContain("   at ", output);
        Assert.DoesNotContain("restart", output);
    }

    public void Dispose() => _folder.Dispose();
}
