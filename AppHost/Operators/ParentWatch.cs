using System.Runtime.InteropServices;
using System.Text;

namespace Papers.AppHost.Operators;

/// <summary>
/// Notices that the <c>dotnet run</c> which started this host is gone: it passes SIGTERM on, but cannot pass on a SIGKILL. A host that was started in another
/// way, perhaps by a shell that was closed long ago, goes on.
/// </summary>
internal static class ParentWatch
{
    /// <summary>Calls back once when the parent is gone. Completes when cancelled.</summary>
    public static async Task WhenGoneAsync(Action gone, TimeProvider time, CancellationToken cancellationToken)
    {
        var parent = GetParentId();
        var commandLine = OperatingSystem.IsLinux() ? await File.ReadAllBytesAsync($"/proc/{parent}/cmdline", cancellationToken) : [];
        if (!IsDotnetRun(Encoding.UTF8.GetString(commandLine).Split('\0')))
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        while (GetParentId() == parent)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        gone();
    }

    /// <param name="commandLine">The program and its arguments.</param>
    internal static bool IsDotnetRun(IReadOnlyList<string> commandLine) =>
        Path.GetFileNameWithoutExtension(commandLine[0]) == "dotnet" && commandLine.Skip(1).Take(3).Any(argument => argument is "run" or "watch");

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentId();
}
