using System.Diagnostics;
using System.Text;
using Papers.Testing.Stack;

namespace Papers.LocalHosting.Tests.Running;

/// <summary>FakeAppHost in a process of its own, with what it printed and what it started.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private AppHostProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The services' processes, once they run.</summary>
    public IReadOnlyList<int> Services { get; private set; } = [];

    public static AppHostProcess Start(string dataDirectory, int port, params string[] command)
    {
        var dotnet = command is [] ? [Repository.AssemblyOf("tests/FakeAppHost")] : command;
        var start = new ProcessStartInfo("dotnet", [.. dotnet, $"--LocalHosting:DataDirectory={dataDirectory}", $"--FakeService:Port={port}", "--Dashboard:Port=0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new AppHostProcess(new Process { StartInfo = start });
        host._process.OutputDataReceived += host.Keep;
        host._process.ErrorDataReceived += host.Keep;
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    public async Task ReadyAsync()
    {
        await Eventually.TrueAsync(() => Output.Contains("Ctrl-C", StringComparison.Ordinal) || _process.HasExited, TimeSpan.FromSeconds(120));
        Assert.False(_process.HasExited, Output);
        Services = [.. StackProcesses.Of(Id).Where(process => process.Command.Contains("FakeService.dll", StringComparison.Ordinal)).Select(process => process.Id)];
        Assert.Equal(2, Services.Count);
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{Id}"]);
        kill.WaitForExit();
    }

    public Task ExitedAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public Task ServicesGoneAsync() => Eventually.TrueAsync(() => !Services.Any(RunningProcesses.IsRunning), TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
