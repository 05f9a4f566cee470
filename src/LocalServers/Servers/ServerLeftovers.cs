using System.Diagnostics;

namespace Papers.LocalServers;

/// <summary>
/// Ends what a killed run left behind: processes of the server's names whose working directory is in its folder. (redis-server overwrites its command line,
/// so that only the directory identifies it.) Where there is no /proc, each server's own lock decides.
/// </summary>
internal static class ServerLeftovers
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public static async Task EndAsync(string folder, IReadOnlyList<string> processNames, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); Directory.Exists("/proc/self") && WorkingIn(folder, processNames) is { Count: > 0 } left;)
        {
            if (waited.Elapsed > s_limit)
                throw new LocalServerException($"Process {string.Join(", ", left.Select(process => process.Id))} still works in {folder} and does not end.");

            left.ForEach(process => process.Kill());
            await Task.Delay(20, cancellationToken);
        }
    }

    private static List<Process> WorkingIn(string folder, IReadOnlyList<string> names) =>
        [.. Process.GetProcesses().Where(process => Read(process, folder => File.ReadAllText($"{folder}/comm").TrimEnd()) is { } name && names.Contains(name)
            && $"{Read(process, folder => new FileInfo($"{folder}/cwd").LinkTarget)}/".StartsWith($"{folder}/", StringComparison.Ordinal))];

    // Not Process.ProcessName, which completes the name from the command line that redis-server overwrites.
    private static string? Read(Process process, Func<string, string?> read)
    {
        try
        {
            return read($"/proc/{process.Id}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
