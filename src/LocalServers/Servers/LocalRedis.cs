using System.Net.Sockets;
using System.Text;

namespace Papers.LocalServers;

/// <summary>Redis, or Valkey where the distribution has that instead, in the folder <c>redis</c>. It keeps its data.</summary>
public sealed class LocalRedis(LocalServerOptions options)
    : LocalServer(options, "redis", File.Exists("/usr/bin/valkey-server") ? "valkey" : "redis", ["redis-server", "valkey-server"])
{
    private protected override (string, string, IEnumerable<string>, IEnumerable<string>) Start =>
        ("TERM", ServerPackages.Redis(), [Folder["redis.conf"]], []);

    private protected override async Task WriteFilesAsync(CancellationToken cancellationToken) => Folder.Write("redis.conf", $"""
        bind 127.0.0.1
        port {Options.Port}
        requirepass {Quoted(await Options.Password(cancellationToken) ?? "")}
        dir {Quoted(Folder.Path)}
        daemonize no
        appendonly yes
        appendfsync everysec
        save ""
        """);

    // Every command but AUTH is refused while the data is loaded.
    private protected override async Task<bool> AnswersAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var password = await Options.Password(cancellationToken) ?? "";
        var request = $"*2\r\n$4\r\nAUTH\r\n${Encoding.UTF8.GetByteCount(password)}\r\n{password}\r\n*1\r\n$4\r\nPING\r\n";
        return await RepliesAsync(stream, Encoding.UTF8.GetBytes(request), "+OK\r\n+PONG\r\n", cancellationToken);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
