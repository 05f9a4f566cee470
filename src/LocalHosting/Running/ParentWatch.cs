using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Papers.LocalHosting.Running;

/// <summary>
/// Notices that the <c>dotnet run</c> this host was started by is gone. It passes SIGTERM on, but a SIGKILL it cannot. A host started in another way, perhaps by a
/// shell that has long been closed, goes on.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Calls back when the parent is gone, once. Completes when cancelled.</summary>
    public static async Task WhenGoneAsync(Action gone, TimeProvider time, CancellationToken cancellationToken)
    {
        var parent = GetParentId();
        if (!IsDotnetRun(CommandLineOf(parent)))
            return;

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (GetParentId() == parent)
                await timer.WaitForNextTickAsync(cancellationToken);
            gone();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host ends before its parent.
        }
    }

    /// <param name="commandLine">The program and its arguments.</param>
    internal static bool IsDotnetRun(IReadOnlyList<string> commandLine) =>
        commandLine.Count > 1
        && Path.GetFileNameWithoutExtension(commandLine[0]) == "dotnet"
        && commandLine.Skip(1).Take(3).Any(argument => argument is "run" or "watch");

    private static IReadOnlyList<string> CommandLineOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{processId}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);

            using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "command=", "-p", $"{processId}"]) { RedirectStandardOutput = true });
            return ps?.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentId();
}
