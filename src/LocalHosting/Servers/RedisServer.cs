using System.Net.Sockets;
using System.Text;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>A private Redis (or Valkey) that keeps its data. Its folder is <c>redis</c>; it has a password and no user.</summary>
public sealed class RedisServer : LocalServer
{
    private RedisServer(LocalServerSettings settings, ServerProcess process)
        : base(settings, process)
    {
    }

    /// <summary>For StackExchange.Redis.</summary>
    public string ConnectionString => $"{Host}:{Port},password={Password}";

    /// <exception cref="ServerStartException">It is not installed, its folder cannot be reached, its port is taken, or it ended.</exception>
    public static async Task<RedisServer> StartAsync(LocalServerSettings settings, CancellationToken cancellationToken)
    {
        var program = ServerPackages.Redis();
        var account = Path.GetFileName(program).StartsWith("valkey", StringComparison.Ordinal) ? "valkey" : "redis";
        var folder = await ServerFolder.PrepareAsync(settings.DataDirectory, "redis", account, ["redis-server", "valkey-server"], cancellationToken);
        folder.Write("redis.conf", $"""
            bind 127.0.0.1
            port {settings.Port}
            requirepass {Quoted(settings.Password)}
            dir {Quoted(folder.Path)}
            daemonize no
            appendonly yes
            appendfsync everysec
            save ""
            """);
        await folder.HandOverAsync(cancellationToken);

        var start = new ChildProcessStart
        {
            Program = program,
            Arguments = [folder["redis.conf"]],
            Environment = ChildProcessEnvironment.With(("LC_ALL", "C"), ("HOME", folder.Path)),
            WorkingDirectory = folder.Path,
            User = folder.User,
            DeathSignal = ProcessSignal.Terminate,
        };
        var process = await ServerProcess.StartAsync("Redis", start, settings, (stream, token) => AnswersAsync(stream, settings.Password, token), cancellationToken);
        return new RedisServer(settings, process);
    }

    // While it loads its data it refuses every command.
    private static async Task<bool> AnswersAsync(NetworkStream stream, string password, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"*2\r\n$4\r\nAUTH\r\n${Encoding.UTF8.GetByteCount(password)}\r\n{password}\r\n*1\r\n$4\r\nPING\r\n"), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(cancellationToken) == "+OK" && await reader.ReadLineAsync(cancellationToken) == "+PONG";
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
