using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Papers.Testing.Stack;

/// <summary>The processes of one stack, as /proc tells them: the app host, the DCP that watches over it in a session of its own, and all that descends from them.</summary>
public static class StackProcesses
{
    // sysconf(_SC_CLK_TCK), which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>All living processes of the stack, also when the app host itself has ended.</summary>
    public static IReadOnlyList<StackProcess> Of(int appHost)
    {
        var all = All().ToList();
        var family = all.Where(process => $"{process.Command} ".Contains($" --monitor {appHost} ", StringComparison.Ordinal)).Select(process => process.Id).Append(appHost).ToHashSet();
        for (var size = 0; size != family.Count;)
        {
            size = family.Count;
            family.UnionWith(all.Where(process => family.Contains(process.Parent)).Select(process => process.Id));
        }

        return [.. all.Where(process => family.Contains(process.Id) && process.IsAlive)];
    }

    /// <summary>Those that serve a resource, by the program they run. Aspire's processes that watch them name it among their arguments.</summary>
    public static IReadOnlyList<StackProcess> Serving(int appHost, string resource)
    {
        var family = Of(appHost);
        var program = resource switch
        {
            "postgres" => "/postgres",
            "cache" => "redis-server",
            "messaging" => "beam.smp",
            _ => $"/{resource}",
        };
        return [.. family.Where(process => process.Command.Split(' ')[0].EndsWith(program, StringComparison.OrdinalIgnoreCase))];
    }

    private static IEnumerable<StackProcess> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(id, folder) is { } process)
            {
                yield return process;
            }
        }
    }

    private static StackProcess? Read(int id, string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var command = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Replace('\0', ' ').Trim();
            var memory = File.ReadAllLines(Path.Combine(folder, "status"));
            return new StackProcess(
                id,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                command,
                IsAlive: fields[0] is not ("Z" or "X"),
                Bytes(memory, "VmHWM:"),
                Bytes(memory, "VmRSS:"),
                fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Bytes(string[] memory, string name) =>
        memory.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024
            : 0;
}

/// <param name="PeakBytes">The most memory it ever held (VmHWM).</param>
/// <param name="Bytes">What it holds now (VmRSS).</param>
/// <param name="ProcessorSeconds">What it used of the processors, and what its children used that have ended.</param>
public sealed record StackProcess(int Id, int Parent, string Command, bool IsAlive, long PeakBytes, long Bytes, double ProcessorSeconds)
{
    /// <summary>A short name for people: the assembly or the program; of a PostgreSQL process what it does, or for which login.</summary>
    public string Name
    {
        get
        {
            var words = Command.Split(' ');
            if (words is ["postgres:", var work, ..])
            {
                return $"postgres {work}";
            }

            var shown = words.FirstOrDefault(word => word.EndsWith(".dll", StringComparison.Ordinal)) ?? words[0];
            return Path.GetFileName(shown.TrimEnd(':'));
        }
    }

    /// <summary>Whether it holds the connection that leaves from this port of the machine.</summary>
    public bool IsConnectedFrom(int port) => Connections().Any(connection => connection.Local.Port == port);

    /// <summary>Whether this client is connected to it, with nobody between.</summary>
    public bool HasClient(IPEndPoint client) => Connections().Any(connection => connection.Remote.Equals(client));

    /// <summary>The ports that it listens on.</summary>
    public IReadOnlyList<int> ListeningPorts() => [.. Connections().Where(connection => connection.Remote.Port == 0).Select(connection => connection.Local.Port).Distinct()];

    /// <summary>Connections to an address that is not this machine's loopback.</summary>
    public IEnumerable<string> ConnectionsOutside() =>
        Connections().Where(connection => connection.Remote.Port != 0 && !IPAddress.IsLoopback(connection.Remote.Address)).Select(connection => $"{connection.Remote}");

    private IEnumerable<(IPEndPoint Local, IPEndPoint Remote)> Connections()
    {
        var own = Sockets();
        return File.ReadLines("/proc/net/tcp").Skip(1).Concat(File.ReadLines("/proc/net/tcp6").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => own.Contains($"socket:[{fields[9]}]"))
            .Select(fields => (EndPoint(fields[1]), EndPoint(fields[2])));
    }

    private HashSet<string> Sockets()
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{Id}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The kernel writes each 32 bits of an address in the machine's order, and the port in the network's.
    private static IPEndPoint EndPoint(string text)
    {
        var (address, port) = (Convert.FromHexString(text[..text.IndexOf(':')]), text[(text.IndexOf(':') + 1)..]);
        for (var at = 0; at < address.Length; at += 4)
        {
            Array.Reverse(address, at, 4);
        }

        var read = new IPAddress(address);
        return new IPEndPoint(read.IsIPv4MappedToIPv6 ? read.MapToIPv4() : read, int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    /// <summary>As <c>kill -9</c> does; returns when it is gone.</summary>
    public async Task KillAsync()
    {
        using var process = Process.GetProcessById(Id);
        process.Kill();
        await process.WaitForExitAsync();
    }
}
