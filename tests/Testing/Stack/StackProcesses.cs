using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Papers.Testing.Stack;

/// <summary>The processes of one stack, as /proc tells them: the app host and all that descends from it.</summary>
public static class StackProcesses
{
    // sysconf(_SC_CLK_TCK), which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>The app host and every living descendant of it.</summary>
    public static IReadOnlyList<StackProcess> Of(int appHost)
    {
        var all = All().ToList();
        var family = new HashSet<int> { appHost };
        for (var size = 0; size != family.Count;)
        {
            size = family.Count;
            family.UnionWith(all.Where(process => family.Contains(process.Parent)).Select(process => process.Id));
        }

        return [.. all.Where(process => family.Contains(process.Id) && process.IsAlive)];
    }

    /// <summary>Those that serve a resource: a service by the assembly it runs, a server by its program.</summary>
    public static IReadOnlyList<StackProcess> Serving(int appHost, string resource)
    {
        var family = Of(appHost);
        return resource switch
        {
            "postgres" => [.. family.Where(process => process.Parent == appHost && process.Command.Contains("postgres", StringComparison.Ordinal))],
            "cache" => [.. family.Where(process => process.Command.Contains("redis-server", StringComparison.Ordinal))],
            "messaging" => [.. family.Where(process => process.Command.Contains("beam.smp", StringComparison.Ordinal))],
            _ => [.. family.Where(process => process.Command.Contains($"/{resource}.dll", StringComparison.OrdinalIgnoreCase))],
        };
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
    public bool IsConnectedFrom(int port)
    {
        var sockets = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles($"/proc/{Id}/fd").Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false) is { } target && sockets.Contains(target.Name));
    }

    /// <summary>As <c>kill -9</c> does; returns when it is gone.</summary>
    public async Task KillAsync()
    {
        using var process = Process.GetProcessById(Id);
        process.Kill();
        await process.WaitForExitAsync();
    }
}
