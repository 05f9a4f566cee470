using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>Starts a server and waits until it answers; when it ends before that, its last lines are the error.</summary>
internal sealed class ServerProcess
{
    private const int LastLines = 15;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private readonly Queue<string> _lines = new();

    private ServerProcess()
    {
    }

    public ChildProcess Child { get; private set; } = null!; // Set by StartAsync before anyone gets this.

    public static async Task<ServerProcess> StartAsync(
        string name,
        ChildProcessStart start,
        LocalServerSettings settings,
        Func<NetworkStream, CancellationToken, Task<bool>> answers,
        CancellationToken cancellationToken)
    {
        if (!ServerPorts.IsFree(settings.Port))
            throw new ServerStartException($"{name} cannot listen on port {settings.Port} of 127.0.0.1: something else does.");

        var server = new ServerProcess();
        server.Child = await ChildProcess.StartAsync(start, line =>
        {
            server.Keep(line.Text);
            settings.OnLine?.Invoke(line);
        });

        try
        {
            await server.WaitAsync(name, settings, answers, cancellationToken);
            return server;
        }
        catch
        {
            await server.Child.DisposeAsync();
            throw;
        }
    }

    private async Task WaitAsync(
        string name,
        LocalServerSettings settings,
        Func<NetworkStream, CancellationToken, Task<bool>> answers,
        CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync(settings.Port, answers, cancellationToken))
        {
            if (Child.Exited.IsCompleted)
                throw new ServerStartException($"{name} ended with exit code {await Child.Exited} before it was ready. Its last lines:\n{Last()}");
            if (waited.Elapsed > settings.StartPatience)
                throw new ServerStartException($"{name} did not answer within {settings.StartPatience.TotalSeconds:0} s. Its last lines:\n{Last()}");

            await Task.WhenAny(Child.Exited, Task.Delay(Pause, cancellationToken));
        }

        // What answered may be another server that took the port in between.
        if (Child.Exited.IsCompleted)
            throw new ServerStartException($"{name} ended with exit code {await Child.Exited}. Its last lines:\n{Last()}");
    }

    private static async Task<bool> AnswersAsync(
        int port,
        Func<NetworkStream, CancellationToken, Task<bool>> answers,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            return await answers(client.GetStream(), patience.Token);
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Keep(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LastLines)
                _lines.Dequeue();
        }
    }

    private string Last()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }
}
