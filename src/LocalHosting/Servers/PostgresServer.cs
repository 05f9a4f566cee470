using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>How a private PostgreSQL is run.</summary>
public sealed record PostgresServerSettings : LocalServerSettings
{
    public PostgresServerSettings()
    {
    }

    [SetsRequiredMembers]
    public PostgresServerSettings(LocalServerSettings settings)
        : base(settings)
    {
    }

    /// <summary>For tests: nothing is forced to disk. Survives the kill of a process, not a power cut.</summary>
    public bool IsThrowaway { get; init; }
}

/// <summary>A private PostgreSQL, 15 or later. Its folder is <c>postgres</c>, its superuser the one in the settings.</summary>
public sealed class PostgresServer : LocalServer
{
    private PostgresServer(PostgresServerSettings settings, ServerProcess process)
        : base(settings, process)
    {
    }

    /// <summary>For Npgsql; without a database, so that of the user's name.</summary>
    public string ConnectionString => $"Host={Host};Port={Port};Username={UserName};Password={Password}";

    /// <exception cref="ServerStartException">It is not installed, its folder cannot be reached, its port is taken, or it ended.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerSettings settings, CancellationToken cancellationToken)
    {
        var programs = ServerPackages.PostgresFolder();
        var folder = await ServerFolder.PrepareAsync(settings.DataDirectory, "postgres", "postgres", ["postgres"], cancellationToken);
        if (folder.User is null && Environment.IsPrivilegedProcess)
            throw new ServerStartException("PostgreSQL does not run as root, and this machine has no account named postgres to run it.");

        if (!Directory.Exists(folder["data"]))
            await InitializeAsync(settings, folder, programs, cancellationToken);
        else
            await folder.HandOverAsync(cancellationToken);

        // Whoever wrote it is gone; a process that has its number now may belong to anyone.
        File.Delete(folder["data/postmaster.pid"]);

        var start = new ChildProcessStart
        {
            Program = Path.Combine(programs, "postgres"),
            Arguments = ["-D", folder["data"], "-p", $"{settings.Port}", .. Tuning(settings).SelectMany(setting => new[] { "-c", setting })],
            Environment = ChildProcessEnvironment.With(("LC_ALL", "C"), ("HOME", folder.Path)),
            WorkingDirectory = folder.Path,
            User = folder.User,
            StopSignal = ProcessSignal.Interrupt,
            DeathSignal = ProcessSignal.Quit,
        };
        var process = await ServerProcess.StartAsync("PostgreSQL", start, settings, AnswersAsync, cancellationToken);
        return new PostgresServer(settings, process);
    }

    private static async Task InitializeAsync(PostgresServerSettings settings, ServerFolder folder, string programs, CancellationToken cancellationToken)
    {
        // Under another name until it is whole: an initdb that was interrupted is not mistaken for a database.
        if (Directory.Exists(folder["data.new"]))
            Directory.Delete(folder["data.new"], recursive: true);
        folder.Write("password", settings.Password);
        await folder.HandOverAsync(cancellationToken);

        await folder.RunAsync(
            Path.Combine(programs, "initdb"),
            [
                "-D", folder["data.new"], "-U", settings.UserName, $"--pwfile={folder["password"]}", "-A", "scram-sha-256", "-E", "UTF8",
                "--locale", OperatingSystem.IsLinux() ? "C.UTF-8" : "C", "--no-instructions", .. settings.IsThrowaway ? ["--no-sync"] : Array.Empty<string>(),
            ],
            "",
            [],
            cancellationToken);
        File.Delete(folder["password"]);
        Directory.Move(folder["data.new"], folder["data"]);
    }

    // For a machine of two cores that the whole stack shares, and for many rows a transaction. What is committed is on disk.
    private static IEnumerable<string> Tuning(PostgresServerSettings settings) =>
    [
        "listen_addresses=127.0.0.1",
        // No socket file: its path may be too long, and it would have to be cleaned up.
        "unix_socket_directories=",
        "max_connections=200",
        "shared_buffers=128MB",
        "work_mem=8MB",
        "maintenance_work_mem=64MB",
        "wal_level=minimal",
        "max_wal_senders=0",
        "wal_buffers=16MB",
        "max_wal_size=2GB",
        "min_wal_size=128MB",
        "checkpoint_timeout=15min",
        "random_page_cost=1.1",
        "jit=off",
        "max_parallel_workers_per_gather=0",
        "log_checkpoints=off",
        "log_timezone=UTC",
        "timezone=UTC",
        .. settings.IsThrowaway ? ["fsync=off", "full_page_writes=off"] : Array.Empty<string>(),
    ];

    // A server that starts or recovers refuses with an error; one that asks for the password is ready.
    private static async Task<bool> AnswersAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var user = "user\0readiness\0\0"u8;
        var startup = new byte[8 + user.Length];
        BinaryPrimitives.WriteInt32BigEndian(startup, startup.Length);
        BinaryPrimitives.WriteInt32BigEndian(startup.AsSpan(4), 3 << 16);
        user.CopyTo(startup.AsSpan(8));
        await stream.WriteAsync(startup, cancellationToken);

        var reply = new byte[1];
        return await stream.ReadAsync(reply, cancellationToken) == 1 && reply[0] == 'R';
    }
}
