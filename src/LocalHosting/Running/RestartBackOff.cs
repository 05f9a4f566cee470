namespace Papers.LocalHosting.Running;

/// <summary>How long to wait before a process that exited by itself is started again.</summary>
internal static class RestartBackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>A start is good when the process was healthy for this long; then counting begins anew.</summary>
    public static readonly TimeSpan GoodAfter = TimeSpan.FromSeconds(10);

    /// <summary>Half a second, then twice as long each time, fifteen seconds at most.</summary>
    /// <param name="failuresInARow">Exits since the last good start, from 1.</param>
    public static TimeSpan Pause(int failuresInARow) =>
        failuresInARow > 6 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (failuresInARow - 1)));
}
