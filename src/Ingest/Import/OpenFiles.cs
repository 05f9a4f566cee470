namespace Papers.Ingest.Import;

/// <summary>
/// Finds files that a process still has open for writing, by <c>/proc</c>. It cannot see other users' processes or other containers; for those only
/// the quiet time counts.
/// </summary>
internal static class OpenFiles
{
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;

    /// <summary>The paths that are open for writing. It scans the processes once, however many paths there are.</summary>
    public static IReadOnlySet<string> ForWriting(IReadOnlySet<string> paths)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        if (OperatingSystem.IsLinux() && paths.Count > 0)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc"))
            {
                if (char.IsAsciiDigit(process[^1]))
                {
                    Find(process, paths, open);
                }
            }
        }

        return open;
    }

    private static void Find(string process, IReadOnlySet<string> paths, HashSet<string> open)
    {
        try
        {
            foreach (var handle in Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")))
            {
                if (new FileInfo(handle).LinkTarget is { } target
                    && paths.Contains(target)
                    && ModeOf(Path.Combine(process, "fdinfo", Path.GetFileName(handle))) is WriteOnly or ReadWrite)
                {
                    open.Add(target);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process ended meanwhile, or belongs to another user.
        }
    }

    // proc(5): "flags: 0100001", octal, whose last digit holds the access mode.
    private static int ModeOf(string fdinfo)
    {
        var flags = File.ReadLines(fdinfo).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return flags is null ? 0 : (flags[^1] - '0') & 3;
    }
}
