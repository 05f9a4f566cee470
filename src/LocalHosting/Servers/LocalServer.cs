using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>Where a server keeps its data, what it listens on, and who may use it.</summary>
public record LocalServerSettings
{
    /// <summary>The folder of the whole stack; each server makes a folder of its own in it, named for itself.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    public required string UserName { get; init; }

    public required string Password { get; init; }

    /// <summary>Gets every line that the server writes.</summary>
    public Action<ChildOutputLine>? OnLine { get; init; }

    /// <summary>How long a start may take, with the recovery after a crash.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>A server that answers, run as a private child process on 127.0.0.1.</summary>
public abstract class LocalServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private protected LocalServer(LocalServerSettings settings, ServerProcess process)
    {
        Settings = settings;
        _process = process;
    }

    public string Host => "127.0.0.1";

    public int Port => Settings.Port;

    public string UserName => Settings.UserName;

    public string Password => Settings.Password;

    public int ProcessId => _process.Child.Id;

    /// <summary>Completes with the exit code when the server has ended, wanted or not.</summary>
    public Task<int> Exited => _process.Child.Exited;

    private protected LocalServerSettings Settings { get; }

    /// <summary>An orderly end; after the patience a kill.</summary>
    public virtual Task StopAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        _process.Child.StopAsync(patience, cancellationToken);

    /// <summary>Ends the server at once, as a kill -9 does; what it has acknowledged is on disk.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await _process.Child.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A server did not start. The message says why and, where it is known, the cure.</summary>
public class ServerStartException(string message) : Exception(message);

/// <summary>A server is not installed. The message has the commands that install it.</summary>
public sealed class MissingServerException(string message) : ServerStartException(message);
