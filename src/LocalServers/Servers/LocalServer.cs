using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Papers.LocalServers;

/// <summary>Where a server keeps its data, where it listens, and who may use it.</summary>
public sealed record LocalServerOptions
{
    /// <summary>The folder of the whole stack. Each server makes a folder of its own in it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    /// <summary>The login. Redis has none.</summary>
    public Func<CancellationToken, ValueTask<string?>> UserName { get; init; } = _ => new("");

    public required Func<CancellationToken, ValueTask<string?>> Password { get; init; }

    /// <summary>For tests: PostgreSQL does not force its writes to disk. The data survives a killed process, but not a power cut.</summary>
    public bool IsThrowaway { get; init; }
}

/// <summary>A server from this machine's packages: its folder, the command that starts it, and how it shows that it is ready.</summary>
public abstract class LocalServer
{
    // Passes a request to stop on as the signal that the server takes for a fast and orderly end, and waits for it.
    // A server with an owner is killed when its owner's end of the pipe closes, which a kill of the owner does too.
    private const string Wrapper = """
        signal=$1 owned=$2; shift 2
        exec 3<&0
        "$@" 3<&- </dev/null & server=$!
        trap 'kill -"$signal" $server 2>/dev/null' TERM INT HUP
        if [ "$owned" = yes ]; then { read -r _ <&3; kill -KILL $server; } 2>/dev/null & reader=$!; fi
        wait $server; code=$?
        while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
        kill $reader 2>/dev/null
        exit $code
        """;

    private readonly IReadOnlyList<string> _processNames;

    private protected LocalServer(LocalServerOptions options, string folder, string account, IReadOnlyList<string> processNames)
    {
        Options = options;
        Folder = new ServerFolder(options.DataDirectory, folder, account);
        _processNames = processNames;
    }

    /// <summary>The program and its arguments, to be started in <see cref="WorkingDirectory"/>. Its environment holds nothing of the host's.</summary>
    /// <param name="isOwned">The server ends when its standard input does.</param>
    /// <exception cref="LocalServerException">The server, or the version of it that wrote the data, is not installed.</exception>
    public IReadOnlyList<string> Command(bool isOwned = false)
    {
        var (signal, program, arguments, environment) = Start;
        return
        [
            .. Folder.AsAccount, "env", "-i", "LC_ALL=C.UTF-8", $"HOME={Folder.Path}", $"PATH={ServerPackages.SearchPath}", .. environment,
            "/bin/sh", "-c", Wrapper, Path.GetFileName(program), signal, isOwned ? "yes" : "no", program, .. arguments,
        ];
    }

    /// <summary>The server's folder. Its processes are found by it after a crash.</summary>
    public string WorkingDirectory => Folder.Path;

    internal LocalServerOptions Options { get; }
    internal ServerFolder Folder { get; }

    /// <summary>Ends what an earlier run left in the folder and writes the files that the server reads. Needed before every start.</summary>
    /// <exception cref="LocalServerException">The folder cannot be used, or the server could not be initialised.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Folder.CreateAsync(cancellationToken);
        await ServerLeftovers.EndAsync(Folder.Path, _processNames, cancellationToken);
        await WriteFilesAsync(cancellationToken);
        await Folder.HandOverAsync(cancellationToken);
        await InitializeAsync(cancellationToken);
    }

    /// <summary>Whether the server accepts work now, asked in its own protocol without logging in where that suffices.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Options.Port, limit.Token);
            return await AnswersAsync(client.GetStream(), limit.Token);
        }
        catch (Exception notYet) when (notYet is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The signal that ends the server fast and in order, its program, arguments and environment.</summary>
    private protected abstract (string Signal, string Program, IEnumerable<string> Arguments, IEnumerable<string> Environment) Start { get; }

    private protected abstract Task<bool> AnswersAsync(NetworkStream stream, CancellationToken cancellationToken);

    private protected abstract Task WriteFilesAsync(CancellationToken cancellationToken);

    private protected virtual Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends a request and compares how the reply begins.</summary>
    private protected static async Task<bool> RepliesAsync(NetworkStream stream, byte[] request, string beginning, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request, cancellationToken);
        var reply = new byte[beginning.Length];
        return await stream.ReadAtLeastAsync(reply, reply.Length, throwOnEndOfStream: false, cancellationToken) == reply.Length
            && Encoding.Latin1.GetString(reply) == beginning;
    }
}

/// <summary>A server cannot be started. The message gives the cause and, where it is known, the cure.</summary>
public sealed class LocalServerException(string message) : Exception(message);
