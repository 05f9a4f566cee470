using System.Diagnostics;
using System.Net;

namespace Papers.LocalServers;

/// <summary>A server that this process starts and owns, without an app host. It ends when disposed of, and with this process, however that ends.</summary>
public sealed class LocalServerProcess : IAsyncDisposable
{
    private const int LastLines = 15;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Queue<string> _lines = [];

    private LocalServerProcess(LocalServer server)
    {
        var command = server.Command(isOwned: true);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = server.WorkingDirectory };
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Prepares the folder, starts the server and returns when it accepts work.</summary>
    /// <exception cref="LocalServerException">It is not installed, its port is taken, its folder cannot be used, or it ended: with its last lines.</exception>
    public static async Task<LocalServerProcess> StartAsync(LocalServer server, CancellationToken cancellationToken)
    {
        if (!FreePorts.IsFree(IPAddress.Loopback, server.Options.Port))
            throw new LocalServerException($"Port {server.Options.Port} is already in use.");

        await server.PrepareAsync(cancellationToken);
        var process = new LocalServerProcess(server);
        for (var waited = Stopwatch.StartNew(); !await server.IsReadyAsync(cancellationToken); await Task.Delay(25, cancellationToken))
        {
            if (!process._process.HasExited && waited.Elapsed < s_limit)
                continue;

            await process.DisposeAsync();
            throw new LocalServerException($"{server.GetType().Name} failed to start. Its last lines:\n{string.Join('\n', process._lines)}");
        }

        return process;
    }

    /// <summary>Ends the server at once, as <c>kill -9</c> does. What it has acknowledged is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line.Data ?? "");
            if (_lines.Count > LastLines)
                _lines.Dequeue();
        }
    }
}
