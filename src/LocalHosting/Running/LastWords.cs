namespace Papers.LocalHosting.Running;

/// <summary>Of what a process wrote before it exited, the lines that say why.</summary>
internal static class LastWords
{
    private const int Count = 8;

    /// <summary>Those of .NET's last unhandled exception, from its first line; else the last lines.</summary>
    public static IReadOnlyList<LogLine> Of(IReadOnlyList<LogLine> newest)
    {
        var exception = newest.ToList().FindLastIndex(line => line.Text.StartsWith("Unhandled exception", StringComparison.Ordinal));
        return [.. newest.Skip(exception >= 0 ? exception : Math.Max(0, newest.Count - Count)).Take(Count)];
    }
}
