using System.Diagnostics;
using System.Globalization;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>
/// Ends what an earlier run left behind: processes that work in a server's folder. Their working directory is what
/// tells them, since redis-server overwrites its command line. Where there is no /proc, each server's own lock decides.
/// </summary>
internal static class ServerLeftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task EndAsync(string folder, IReadOnlyList<string> processNames, CancellationToken cancellationToken)
    {
        if (!Directory.Exists("/proc/self"))
            return;

        var waited = Stopwatch.StartNew();
        while (WorkingIn(folder, processNames) is { Count: > 0 } left)
        {
            if (waited.Elapsed > Patience)
                throw new ServerStartException($"Process {string.Join(", ", left)} still works in {folder} and does not end.");

            foreach (var id in left)
                ChildProcessSignals.Send(id, ProcessSignal.Kill);
            await Task.Delay(20, cancellationToken);
        }
    }

    private static List<int> WorkingIn(string folder, IReadOnlyList<string> processNames)
    {
        List<int> found = [];
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
                continue;

            // A person's shell may be there too.
            if (processNames.Contains(NameOf(process)) && WorkingDirectoryOf(process) is { } directory && (directory == folder || directory.StartsWith(folder + "/", StringComparison.Ordinal)))
                found.Add(id);
        }

        return found;
    }

    private static string NameOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string? WorkingDirectoryOf(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
