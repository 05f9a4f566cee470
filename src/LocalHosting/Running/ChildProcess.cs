using System.Diagnostics;

namespace Papers.LocalHosting.Running;

/// <summary>
/// A program that runs as a child of this process: in a session and process group of its own, so that a Ctrl-C in the
/// terminal does not reach it, and never outliving its host, even when that is killed.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessSignal _stopSignal;

    private ChildProcess(Process process, ChildProcessStart start, Action<ChildOutputLine>? onLine)
    {
        _process = process;
        _stopSignal = start.StopSignal;
        Id = process.Id;
        Exited = RunAsync(start.Input, onLine);
    }

    /// <summary>The process id, which is also the id of its group.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code (128 + signal when a signal ended it), after the last lines were delivered and its group is gone.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts a program. The callback gets one line at a time, on a thread of the pool; it must return quickly and not throw.</summary>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    public static async Task<ChildProcess> StartAsync(ChildProcessStart start, Action<ChildOutputLine>? onLine = null)
    {
        var (program, arguments) = ChildProcessCommand.For(start);
        var process = await ChildProcessSpawner.StartAsync(program, arguments, start.Environment, start.WorkingDirectory);
        await ChildProcessWatch.AddAsync(process.Id);
        return new ChildProcess(process, start, onLine);
    }

    /// <summary>Asks the program to end, and after the patience kills it with everything it has started.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Exited.IsCompleted)
            return;

        ChildProcessSignals.Send(Id, _stopSignal);
        try
        {
            await Exited.WaitAsync(patience, cancellationToken);
        }
        catch (Exception impatience) when (impatience is TimeoutException or OperationCanceledException)
        {
            Kill();
            await Exited;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the program and everything it has started, at once.</summary>
    public void Kill()
    {
        if (Exited.IsCompleted)
            return;

        // Its group exists only from the moment at which setsid has run.
        ChildProcessSignals.SendToGroup(Id, ProcessSignal.Kill);
        ChildProcessSignals.Send(Id, ProcessSignal.Kill);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
    }

    private async Task WriteAsync(string input)
    {
        try
        {
            await using var writer = _process.StandardInput;
            await writer.WriteAsync(input);
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading all.
        }
    }

    private async Task<int> RunAsync(string input, Action<ChildOutputLine>? onLine)
    {
        var oneAtATime = new Lock();
        var written = WriteAsync(input);
        var output = ReadAsync(_process.StandardOutput, isError: false);
        var errors = ReadAsync(_process.StandardError, isError: true);

        await Task.WhenAll(written, _process.WaitForExitAsync());
        ChildProcessSignals.SendToGroup(Id, ProcessSignal.Kill);
        await ChildProcessWatch.RemoveAsync(Id);

        // A grandchild in a session of its own may still hold the pipes: what it says is nobody's concern.
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeSpan.FromSeconds(1)));
        var exitCode = _process.ExitCode;
        _process.Dispose();
        return exitCode;

        Task ReadAsync(StreamReader reader, bool isError) => new ChildProcessLines(Deliver(isError)).ReadAsync(reader.BaseStream);

        Action<string> Deliver(bool isError) => text =>
        {
            lock (oneAtATime)
                onLine?.Invoke(new ChildOutputLine(text, isError));
        };
    }
}
