using System.Diagnostics;

namespace Papers.LocalHosting.Tests;

/// <summary>A host in a process of its own, to be killed.</summary>
internal static class HostProcess
{
    public static Process Start(params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HostToKill.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // Not null: UseShellExecute is off.
}
