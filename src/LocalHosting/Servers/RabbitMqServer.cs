using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Cryptography;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>How a private RabbitMQ is run.</summary>
public sealed record RabbitMqServerSettings : LocalServerSettings
{
    public RabbitMqServerSettings()
    {
    }

    [SetsRequiredMembers]
    public RabbitMqServerSettings(LocalServerSettings settings)
        : base(settings)
    {
    }

    /// <summary>Where the management plugin listens; null leaves it out, which starts faster and holds less memory.</summary>
    public int? ManagementPort { get; init; }
}

/// <summary>
/// A private RabbitMQ, one node, with an epmd of its own: one that RabbitMQ starts by itself would outlive everything.
/// Its folder is <c>rabbitmq</c>.
/// </summary>
public sealed class RabbitMqServer : LocalServer
{
    private const string NodeName = "papers@localhost";
    private readonly ErlangPortMapper _epmd;
    private readonly ServerFolder _folder;

    private RabbitMqServer(RabbitMqServerSettings settings, ServerProcess process, ErlangPortMapper epmd, ServerFolder folder)
        : base(settings, process)
    {
        _epmd = epmd;
        _folder = folder;
    }

    /// <summary>For MassTransit and RabbitMQ.Client: the default virtual host.</summary>
    public string ConnectionString => ConnectionStringFor("");

    /// <summary>The same for another virtual host.</summary>
    public string ConnectionStringFor(string virtualHost) =>
        $"amqp://{Uri.EscapeDataString(UserName)}:{Uri.EscapeDataString(Password)}@{Host}:{Port}{(virtualHost is "" ? "" : "/" + Uri.EscapeDataString(virtualHost))}";

    /// <exception cref="ServerStartException">It is not installed, its folder cannot be reached, its port is taken, or it ended.</exception>
    public static async Task<RabbitMqServer> StartAsync(RabbitMqServerSettings settings, CancellationToken cancellationToken)
    {
        var program = ServerPackages.RabbitMq();
        _ = ServerPackages.Epmd();
        var folder = await ServerFolder.PrepareAsync(settings.DataDirectory, "rabbitmq", "rabbitmq", ["beam.smp", "epmd", "erl_child_setup", "inet_gethost"], cancellationToken);
        WriteFiles(settings, folder);
        var (script, variables) = RabbitMqHome.Create(program, folder, withManagement: settings.ManagementPort is not null);
        await folder.HandOverAsync(cancellationToken);

        var epmd = await ErlangPortMapper.StartAsync(folder);
        try
        {
            var start = new ChildProcessStart
            {
                Program = script,
                Environment = EnvironmentFor(folder, epmd.Port, variables),
                WorkingDirectory = folder.Path,
                User = folder.User,
            };
            var process = await ServerProcess.StartAsync("RabbitMQ", start, settings, AnswersAsync, cancellationToken);
            return new RabbitMqServer(settings, process, epmd, folder);
        }
        catch
        {
            await epmd.DisposeAsync();
            throw;
        }
    }

    public override async Task StopAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await base.StopAsync(patience, cancellationToken);
        }
        finally
        {
            await _epmd.DisposeAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _epmd.DisposeAsync();
    }

    /// <summary>Makes a virtual host where it does not exist, open to the user in the settings.</summary>
    public async Task EnsureVirtualHostAsync(string virtualHost, CancellationToken cancellationToken)
    {
        var (host, user, all) = (Binary(virtualHost), Binary(UserName), Binary(".*"));
        var reply = await _folder.RunAsync(
            ServerPackages.ErlCall(),
            ["-sname", NodeName, "-c", await File.ReadAllTextAsync(_folder[".erlang.cookie"], cancellationToken), "-e"],
            $"""
            case rabbit_vhost:exists({host}) of true -> ok; false -> rabbit_vhost:add({host}, {user}) end,
            rabbit_auth_backend_internal:set_permissions({user}, {host}, {all}, {all}, {all}, {user}).

            """,
            [("ERL_EPMD_PORT", $"{_epmd.Port}")],
            cancellationToken);
        if (!reply.Contains("{ok, ok}", StringComparison.Ordinal))
            throw new InvalidOperationException($"RabbitMQ did not make the virtual host {virtualHost}: {reply}");
    }

    private static void WriteFiles(RabbitMqServerSettings settings, ServerFolder folder)
    {
        folder.CreateSubfolder("data");
        folder.CreateSubfolder("log");
        folder.CreateSubfolder("config");
        if (!File.Exists(folder[".erlang.cookie"]))
            folder.Write(".erlang.cookie", RandomNumberGenerator.GetHexString(32));
        File.SetUnixFileMode(folder[".erlang.cookie"], UnixFileMode.UserRead);

        // RabbitMQ reads /etc/rabbitmq/rabbitmq-env.conf unless it is told of another file.
        folder.Write("rabbitmq-env.conf", "");
        folder.Write("enabled_plugins", settings.ManagementPort is null ? "[].\n" : "[rabbitmq_management].\n");
        folder.Write("rabbitmq.conf", $"""
            listeners.tcp.1 = 127.0.0.1:{settings.Port}
            default_user = {settings.UserName}
            default_pass = {settings.Password}
            log.file = false
            log.console = true
            log.console.level = warning
            collect_statistics_interval = 60000
            raft.wal_max_size_bytes = 33554432
            {(settings.ManagementPort is { } port ? $"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {port}" : "")}
            """);
    }

    private static Dictionary<string, string> EnvironmentFor(ServerFolder folder, int epmdPort, (string, string)[] variables) => ChildProcessEnvironment.With(
    [
        .. variables,
        ("LC_ALL", "C.UTF-8"),
        ("HOME", folder.Path),
        // Makes the script become the broker by exec; else a shell stays in between.
        ("RUNNING_UNDER_SYSTEMD", "true"),
        ("RABBITMQ_NODENAME", NodeName),
        ("RABBITMQ_CONF_ENV_FILE", folder["rabbitmq-env.conf"]),
        ("RABBITMQ_CONFIG_FILE", folder["rabbitmq.conf"]),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", folder["enabled_plugins"]),
        ("RABBITMQ_GENERATED_CONFIG_DIR", folder["config"]),
        ("RABBITMQ_MNESIA_BASE", folder["data"]),
        ("RABBITMQ_LOG_BASE", folder["log"]),
        ("RABBITMQ_PID_FILE", folder["pid"]),
        ("RABBITMQ_LOG", "-color"),
        ("ERL_EPMD_PORT", $"{epmdPort}"),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("ERL_CRASH_DUMP_SECONDS", "0"),
        // With the node's name given, RabbitMQ does not start another Erlang just to see that epmd runs.
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            $"-sname {NodeName} -start_epmd false -kernel inet_dist_use_interface {{127,0,0,1}} +S 2:2 +sbwt none"),
    ]);

    // The listener is the last that starts; a broker answers the protocol header with Connection.Start, a method frame.
    private static async Task<bool> AnswersAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
        var reply = new byte[1];
        return await stream.ReadAsync(reply, cancellationToken) == 1 && reply[0] == 1;
    }

    private static string Binary(string text) => $"<<\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\">>";
}
