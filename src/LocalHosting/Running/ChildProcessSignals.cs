using System.Runtime.InteropServices;

namespace Papers.LocalHosting.Running;

/// <summary>The POSIX signals that children are told with; the values are those of Linux and macOS.</summary>
public enum ProcessSignal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}

internal static class ChildProcessSignals
{
    public static void Send(int processId, ProcessSignal signal) => _ = Kill(processId, (int)signal);

    public static void SendToGroup(int groupId, ProcessSignal signal) => _ = Kill(-groupId, (int)signal);

    // A process that is gone already is what the sender wanted; there is nothing to do about the other errors.
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
