using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>Erlang's port mapper daemon, in the foreground, on a port of its own. One that is killed is started again at once: RabbitMQ would start a daemon.</summary>
internal sealed class ErlangPortMapper : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ChildProcessStart _start;
    private readonly Task _running;

    private ErlangPortMapper(int port, ChildProcessStart start, ChildProcess first)
    {
        Port = port;
        _start = start;
        _running = RunAsync(first);
    }

    public int Port { get; }

    public static async Task<ErlangPortMapper> StartAsync(ServerFolder folder)
    {
        var port = ServerPorts.Free(1)[0];
        var start = new ChildProcessStart
        {
            Program = ServerPackages.Epmd(),
            Arguments = ["-port", $"{port}", "-address", "127.0.0.1"],
            Environment = ChildProcessEnvironment.With(("HOME", folder.Path)),
            WorkingDirectory = folder.Path,
            User = folder.User,
        };
        return new ErlangPortMapper(port, start, await ChildProcess.StartAsync(start));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;

        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync(ChildProcess epmd)
    {
        var stopping = Task.Delay(Timeout.Infinite, _stopping.Token);
        while (await Task.WhenAny(epmd.Exited, stopping) != stopping)
        {
            epmd = await ChildProcess.StartAsync(_start);
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(200)), stopping);
        }

        await epmd.DisposeAsync();
    }
}
