using System.Globalization;

namespace Papers.Testing;

/// <summary>What runs on this machine, as /proc tells it; a zombie counts as gone.</summary>
public static class RunningProcesses
{
    public static bool IsRunning(int id) => Read(id) is { State: not ("Z" or "X") };

    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. All().Where(id => Read(id) is { State: not ("Z" or "X") } process && process.Parent == parent)];

    /// <summary>Those whose working directory is the folder or below it.</summary>
    public static IReadOnlyList<int> WorkingIn(string folder) =>
        [.. All().Where(id => new FileInfo($"/proc/{id}/cwd").LinkTarget is { } directory && (directory + "/").StartsWith(folder + "/", StringComparison.Ordinal) && IsRunning(id))];

    /// <summary>The name of the account it runs as.</summary>
    public static string UserOf(int id)
    {
        var user = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
        return File.ReadLines("/etc/passwd").First(line => line.Split(':')[2] == user).Split(':')[0];
    }

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);

    private static (string State, int Parent)? Read(int id)
    {
        try
        {
            // pid (name) state ppid …, and the name may hold anything.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
