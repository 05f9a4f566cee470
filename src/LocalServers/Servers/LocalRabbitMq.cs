using System.Net.Sockets;
using System.Security.Cryptography;

namespace Papers.LocalServers;

/// <summary>
/// RabbitMQ 3, one node, in the folder <c>rabbitmq</c>. The node's port for other Erlang nodes is fixed, so that it needs no port mapper (epmd),
/// which would outlive it.
/// </summary>
public sealed class LocalRabbitMq(LocalServerOptions options)
    : LocalServer(options, "rabbitmq", "rabbitmq", ["beam.smp", "epmd", "erl_child_setup", "inet_gethost"])
{
    private const string Node = "papers@localhost";
    private readonly int _erlangPort = FreePorts.Next();

    private protected override (string, string, IEnumerable<string>, IEnumerable<string>) Start => ("TERM", RabbitMqHome.Script(Folder), [],
    [
        .. RabbitMqHome.Variables(Folder),
        // The start script becomes the broker by exec; otherwise a shell would stay in between.
        "RUNNING_UNDER_SYSTEMD=true",
        $"RABBITMQ_NODENAME={Node}", $"RABBITMQ_CONF_ENV_FILE={Folder["rabbitmq-env.conf"]}", $"RABBITMQ_CONFIG_FILE={Folder["rabbitmq.conf"]}",
        $"RABBITMQ_ENABLED_PLUGINS_FILE={Folder["enabled_plugins"]}", $"RABBITMQ_GENERATED_CONFIG_DIR={Folder["config"]}",
        $"RABBITMQ_MNESIA_BASE={Folder["data"]}", $"RABBITMQ_LOG_BASE={Folder["log"]}", $"RABBITMQ_PID_FILE={Folder["pid"]}", "RABBITMQ_LOG=-color",
        "ERL_CRASH_DUMP_SECONDS=0",
        // With the name given, RabbitMQ does not start a second Erlang that asks epmd whether the name is taken.
        $"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-sname {Node} -start_epmd false -erl_epmd_port {_erlangPort} "
            + "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none",
    ]);

    /// <summary>Makes a virtual host where it is missing and opens it to the user of the options.</summary>
    public async Task EnsureVirtualHostAsync(string virtualHost, CancellationToken cancellationToken)
    {
        var (host, user, all) = (Binary(virtualHost), Binary(await Options.UserName(cancellationToken) ?? ""), Binary(".*"));
        var reply = await Folder.RunAsync(
            ServerPackages.ErlCall(),
            ["-address", $"127.0.0.1:{_erlangPort}", "-c", await File.ReadAllTextAsync(Folder[".erlang.cookie"], cancellationToken), "-e"],
            cancellationToken,
            input: $"""
            case rabbit_vhost:exists({host}) of true -> ok; false -> rabbit_vhost:add({host}, {user}) end,
            rabbit_auth_backend_internal:set_permissions({user}, {host}, {all}, {all}, {all}, {user}).

            """);
        if (!reply.Contains("{ok, ok}", StringComparison.Ordinal))
            throw new LocalServerException($"RabbitMQ failed to create the virtual host {virtualHost}: {reply}");
    }

    private protected override async Task WriteFilesAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])["data", "log", "config"])
            Folder.CreateSubfolder(folder);

        if (!File.Exists(Folder[".erlang.cookie"]))
            Folder.Write(".erlang.cookie", RandomNumberGenerator.GetHexString(32));

        File.SetUnixFileMode(Folder[".erlang.cookie"], UnixFileMode.UserRead);
        // RabbitMQ reads /etc/rabbitmq/rabbitmq-env.conf unless another file is named.
        Folder.Write("rabbitmq-env.conf", "");
        Folder.Write("enabled_plugins", "[].\n");
        Folder.Write("rabbitmq.conf", $"""
            listeners.tcp.1 = 127.0.0.1:{Options.Port}
            default_user = {await Options.UserName(cancellationToken)}
            default_pass = {await Options.Password(cancellationToken)}
            log.file = false
            log.console = true
            log.console.level = warning
            collect_statistics_interval = 60000
            raft.wal_max_size_bytes = 33554432
            """);
        RabbitMqHome.Create(Folder);
    }

    // A broker answers the protocol header with Connection.Start, a method frame (type 1). Its listener starts last.
    private protected override Task<bool> AnswersAsync(NetworkStream stream, CancellationToken cancellationToken) =>
        RepliesAsync(stream, "AMQP\0\0\u0009\u0001"u8.ToArray(), "\u0001", cancellationToken);

    private static string Binary(string text) => $"<<\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\">>";
}
