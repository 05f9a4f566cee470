namespace Papers.LocalHosting.Running;

/// <summary>Finds programs by name: on PATH, then where Debian, Fedora and Homebrew put them, since a root shell's or a service's PATH may lack those.</summary>
public static class ChildProcessPrograms
{
    private static readonly string[] UsualFolders =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/opt/homebrew/sbin", "/opt/homebrew/bin"];

    /// <summary>The full path of an executable file; null when there is none. A name with a slash in it is taken as a path.</summary>
    public static string? Find(string name, params IEnumerable<string> foldersFirst)
    {
        if (name.Contains('/'))
            return IsExecutable(name) ? Path.GetFullPath(name) : null;

        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return foldersFirst
            .Concat(path)
            .Concat(UsualFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
