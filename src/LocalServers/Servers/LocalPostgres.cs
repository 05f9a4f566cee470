using System.Buffers.Binary;
using System.Net.Sockets;

namespace Papers.LocalServers;

/// <summary>PostgreSQL 15 or later in the folder <c>postgres</c>, in the version that its data was made with.</summary>
public sealed class LocalPostgres(LocalServerOptions options) : LocalServer(options, "postgres", "postgres", ["postgres"])
{
    // For a machine of two cores that the whole stack shares, and for many rows a transaction. What is committed is on disk.
    // No socket file: its path may be too long, and it would have to be removed.
    private static readonly string[] s_tuning =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=128MB", "work_mem=8MB",
        "maintenance_work_mem=64MB", "wal_level=minimal", "max_wal_senders=0", "wal_buffers=16MB", "max_wal_size=2GB", "min_wal_size=128MB",
        "checkpoint_timeout=15min", "random_page_cost=1.1", "jit=off", "max_parallel_workers_per_gather=0", "log_checkpoints=off",
        "log_timezone=UTC", "timezone=UTC",
    ];

    // A smart shutdown (SIGTERM) would wait for clients; SIGINT ends their sessions.
    private protected override (string, string, IEnumerable<string>, IEnumerable<string>) Start => (
        "INT",
        Path.Combine(Programs, "postgres"),
        ["-D", Folder["data"], "-p", $"{Options.Port}", .. Settings.SelectMany(setting => new[] { "-c", setting })],
        []);

    private IEnumerable<string> Settings => Options.IsThrowaway ? [.. s_tuning, "fsync=off", "full_page_writes=off"] : s_tuning;

    private string Programs => ServerPackages.PostgresFolder(DataVersion());

    private protected override async Task WriteFilesAsync(CancellationToken cancellationToken)
    {
        if (DataVersion() is null)
        {
            Folder.Write("password", await Options.Password(cancellationToken) ?? "");
        }
        else
        {
            // Its writer is gone; a process that has its number now may belong to anyone.
            File.Delete(Folder["data/postmaster.pid"]);
        }
    }

    private protected override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (DataVersion() is not null)
            return;

        // Under another name until it is complete: an interrupted initdb is not mistaken for a database.
        if (Directory.Exists(Folder["data.new"]))
            Directory.Delete(Folder["data.new"], recursive: true);

        await Folder.RunAsync(
            Path.Combine(Programs, "initdb"),
            [
                "-D", Folder["data.new"], "-U", await Options.UserName(cancellationToken) ?? "postgres", $"--pwfile={Folder["password"]}",
                "-A", "scram-sha-256", "-E", "UTF8", "--locale", OperatingSystem.IsLinux() ? "C.UTF-8" : "C", "--no-instructions",
                .. Options.IsThrowaway ? ["--no-sync"] : (string[])[],
            ],
            cancellationToken);
        File.Delete(Folder["password"]);
        Directory.Move(Folder["data.new"], Folder["data"]);
    }

    // The server refuses with an error while it starts or recovers; one that asks for the password is ready.
    private protected override Task<bool> AnswersAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var user = "user\0readiness\0\0"u8;
        var startup = new byte[8 + user.Length];
        BinaryPrimitives.WriteInt32BigEndian(startup, startup.Length);
        BinaryPrimitives.WriteInt32BigEndian(startup.AsSpan(4), 3 << 16);
        user.CopyTo(startup.AsSpan(8));
        return RepliesAsync(stream, startup, "R", cancellationToken);
    }

    private string? DataVersion() => File.Exists(Folder["data/PG_VERSION"]) ? File.ReadAllText(Folder["data/PG_VERSION"]).Trim() : null;
}
