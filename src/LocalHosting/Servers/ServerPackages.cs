using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>The servers that this machine must have, where to find them, and how to install what is missing.</summary>
public static class ServerPackages
{
    private static readonly string[] RabbitMqFolders =
        ["/usr/lib/rabbitmq/bin", "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"];

    private static readonly string[] ErlangFolders =
        ["/usr/lib/erlang/bin", "/opt/homebrew/opt/erlang/bin", "/usr/local/opt/erlang/bin"];

    /// <summary>The programs of PostgreSQL 15 or later: its newest folder, since Debian keeps it off PATH.</summary>
    /// <exception cref="MissingServerException">It is not installed.</exception>
    public static string PostgresFolder() =>
        FindPostgresFolder() ?? throw new MissingServerException(Cure(["PostgreSQL"]));

    /// <summary>redis-server, or Valkey's, which took its place in Fedora.</summary>
    /// <exception cref="MissingServerException">It is not installed.</exception>
    public static string Redis() => FindRedis() ?? throw new MissingServerException(Cure(["Redis"]));

    /// <summary>The start script itself: Debian's /usr/sbin/rabbitmq-server changes user or refuses.</summary>
    /// <exception cref="MissingServerException">It is not installed.</exception>
    public static string RabbitMq() => FindRabbitMq() ?? throw new MissingServerException(Cure(["RabbitMQ"]));

    /// <summary>Erlang's port mapper daemon, which comes with RabbitMQ.</summary>
    /// <exception cref="MissingServerException">It is not installed.</exception>
    public static string Epmd() =>
        ChildProcessPrograms.Find("epmd", ErlangFolders) ?? throw new MissingServerException(Cure(["RabbitMQ"]));

    /// <summary>The program that asks a running Erlang node to do something.</summary>
    /// <exception cref="MissingServerException">It is not installed.</exception>
    public static string ErlCall() =>
        ChildProcessPrograms.Find("erl_call", ErlangFolders) ?? throw new MissingServerException("Erlang's erl_call is not installed on this machine.");

    internal static string? FindErlang() => ChildProcessPrograms.Find("erl", ErlangFolders);

    /// <summary>Names every server that is not installed, with the commands that install it; null when all are there.</summary>
    public static string? Missing()
    {
        List<string> missing = [];
        if (FindPostgresFolder() is null)
            missing.Add("PostgreSQL");
        if (FindRedis() is null)
            missing.Add("Redis");
        if (FindRabbitMq() is null || ChildProcessPrograms.Find("epmd", ErlangFolders) is null)
            missing.Add("RabbitMQ");
        return missing is [] ? null : Cure(missing);
    }

    internal static string Cure(IReadOnlyList<string> missing) =>
        $"""
        Not installed on this machine: {string.Join(", ", missing)}. To install:
          Debian, Ubuntu   sudo apt-get install --no-install-recommends {Packages(missing, "postgresql", "redis-server", "rabbitmq-server")}
          Fedora           sudo dnf install {Packages(missing, "postgresql-server", "valkey", "rabbitmq-server")}
          macOS            brew install {Packages(missing, "postgresql@17", "redis", "rabbitmq")}
        On Debian and Ubuntu ./run does it, and keeps the packages from starting services of their own.
        """;

    private static string Packages(IReadOnlyList<string> missing, string postgres, string redis, string rabbitMq) =>
        string.Join(' ', missing.Select(server => server switch
        {
            "PostgreSQL" => postgres,
            "Redis" => redis,
            _ => rabbitMq,
        }));

    private static string? FindPostgresFolder()
    {
        var candidates = Versions("/usr/lib/postgresql", "*")
            .Concat(Versions("/opt/homebrew/opt", "postgresql*"))
            .Concat(Versions("/usr/local/opt", "postgresql*"))
            .Select(version => Path.Combine(version, "bin"));
        var onPath = ChildProcessPrograms.Find("initdb", "/usr/pgsql/bin");
        return candidates
            .Append(onPath is null ? "" : Path.GetDirectoryName(Path.GetFullPath(onPath)))
            .FirstOrDefault(folder => folder is not (null or "") && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    // Newest first; 15 is the oldest whose SQL the services speak.
    private static IEnumerable<string> Versions(string folder, string pattern) =>
        !Directory.Exists(folder)
            ? []
            : Directory.EnumerateDirectories(folder, pattern)
                .Select(path => (Path: path, Version: VersionIn(Path.GetFileName(path))))
                .Where(candidate => candidate.Version is >= 15 or 0)
                .OrderByDescending(candidate => candidate.Version)
                .Select(candidate => candidate.Path);

    private static int VersionIn(string name) =>
        int.TryParse(name[(name.LastIndexOf('@') + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static string? FindRedis() => ChildProcessPrograms.Find("redis-server") ?? ChildProcessPrograms.Find("valkey-server");

    private static string? FindRabbitMq() => ChildProcessPrograms.Find("rabbitmq-server", RabbitMqFolders);
}
