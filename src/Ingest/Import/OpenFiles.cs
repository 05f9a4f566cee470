namespace Papers.Ingest.Import;

/// <summary>
/// Whether a process still writes to a file, as <c>/proc</c> tells of the processes that this one may look into; where it tells nothing (another
/// user's process, another system) the answer is no, and time alone must tell.
/// </summary>
internal static class OpenFiles
{
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;

    public static bool IsOpenForWriting(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (char.IsAsciiDigit(process[^1]) && HasOpenForWriting(process, path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOpenForWriting(string process, string path)
    {
        try
        {
            foreach (var handle in Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")))
            {
                if (new FileInfo(handle).LinkTarget == path
                    && ModeOf(Path.Combine(process, "fdinfo", Path.GetFileName(handle))) is WriteOnly or ReadWrite)
                {
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is not ours to look into.
        }

        return false;
    }

    // proc(5): "flags: 0100001", octal, whose last digit holds the access mode.
    private static int ModeOf(string fdinfo)
    {
        var flags = File.ReadLines(fdinfo).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return flags is null ? 0 : (flags[^1] - '0') & 3;
    }
}
