using System.Diagnostics;
using System.Globalization;

namespace Papers.LocalServers;

/// <summary>Where this machine's packages have the servers' programs, and how to install what is missing.</summary>
public static class ServerPackages
{
    internal const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/sbin:/opt/homebrew/bin";

    // The start script itself: Debian's /usr/sbin/rabbitmq-server changes the user or refuses to start.
    private static readonly string[] s_rabbitMqFolders = ["/usr/lib/rabbitmq/bin", "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"];
    private static readonly string[] s_erlangFolders = ["/usr/lib/erlang/bin", "/opt/homebrew/opt/erlang/bin", "/usr/local/opt/erlang/bin"];

    /// <summary>Every server that is not installed, with the commands that install it; null when all are there.</summary>
    public static string? Missing()
    {
        string?[] servers = [PostgresFolders().Any() ? null : "PostgreSQL", FindRedis() is null ? "Redis" : null, FindRabbitMq() is null ? "RabbitMQ" : null];
        return servers.OfType<string>().ToList() is { Count: > 0 } missing ? Cure(missing) : null;
    }

    /// <summary>The programs of one major version of PostgreSQL, or of the newest that is installed. 15 is the oldest whose SQL the services use.</summary>
    /// <exception cref="LocalServerException">It is not installed.</exception>
    internal static string PostgresFolder(string? version)
    {
        var installed = PostgresFolders().ToList();
        if (version is null)
            return installed is [var newest, ..] ? newest.Folder : throw new LocalServerException(Cure(["PostgreSQL"]));

        var others = installed is [] ? "" : $" (installed: {string.Join(", ", installed.Select(each => each.Version))})";
        return installed.FirstOrDefault(each => $"{each.Version}" == version).Folder ?? throw new LocalServerException(
            $"""
            The data directory was made with PostgreSQL {version}, which is not installed on this machine{others}. Install it:
              Debian, Ubuntu   sudo apt-get install --no-install-recommends postgresql-{version}
              Fedora           sudo dnf install postgresql{version}-server
              macOS            brew install postgresql@{version}
            or bring the data to an installed version with pg_upgrade.
            """);
    }

    /// <summary>redis-server, or valkey-server, which took its place in Fedora.</summary>
    internal static string Redis() => FindRedis() ?? throw new LocalServerException(Cure(["Redis"]));
    internal static string RabbitMq() => FindRabbitMq() ?? throw new LocalServerException(Cure(["RabbitMQ"]));

    /// <summary>The program that sends an expression to a running Erlang node.</summary>
    internal static string ErlCall() => Find("erl_call", s_erlangFolders) ?? throw new LocalServerException(Cure(["RabbitMQ"]));

    internal static string? FindErlang() => Find("erl", s_erlangFolders);

    internal static string Cure(IReadOnlyList<string> missing) =>
        $"""
        Not installed on this machine: {string.Join(", ", missing)}. To install:
          Debian, Ubuntu   sudo apt-get install --no-install-recommends {Packages(missing, "postgresql", "redis-server", "rabbitmq-server")}
          Fedora           sudo dnf install {Packages(missing, "postgresql-server", "valkey", "rabbitmq-server")}
          macOS            brew install {Packages(missing, "postgresql@17", "redis", "rabbitmq")}
        On Debian and Ubuntu ./run installs them without leaving a system service running. --Servers=Containers runs them as containers instead.
        """;

    private static string Packages(IReadOnlyList<string> missing, string postgres, string redis, string rabbitMq) =>
        string.Join(' ', missing.Select(server => server switch { "PostgreSQL" => postgres, "Redis" => redis, _ => rabbitMq }));

    // Newest first. Debian and Homebrew keep each version in a folder of its own; Fedora has one on PATH.
    private static IEnumerable<(int Version, string Folder)> PostgresFolders() =>
        ((string[])["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"])
            .Where(Directory.Exists)
            .SelectMany(parent => Directory.EnumerateDirectories(parent))
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat(Find("initdb", ["/usr/pgsql/bin"]) is { } onPath ? [Path.GetDirectoryName(onPath) ?? "/"] : [])
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            .Select(folder => (Version: VersionOf(folder), Folder: folder))
            .Where(each => each.Version >= 15)
            .OrderByDescending(each => each.Version);

    // "postgres (PostgreSQL) 15.18 (Debian …)"
    private static int VersionOf(string folder)
    {
        using var asked = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]) { RedirectStandardOutput = true });
        return asked?.StandardOutput.ReadToEnd().Split(' ') is [_, _, var version, ..]
            && int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : 0;
    }

    private static string? FindRedis() => Find("redis-server", []) ?? Find("valkey-server", []);
    private static string? FindRabbitMq() => Find("rabbitmq-server", s_rabbitMqFolders);

    // A service's or a root shell's PATH may lack the usual folders.
    private static string? Find(string name, IEnumerable<string> foldersFirst) =>
        foldersFirst.Concat($"{Environment.GetEnvironmentVariable("PATH")}:{SearchPath}".Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Select(folder => Path.GetFullPath(Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
