namespace Papers.LocalHosting.Running;

/// <summary>
/// The folder in which one running application keeps everything: servers' data, secrets, files of the services. Held by one host at a time:
/// the lock is the kernel's, so it never outlives the process. The length of its file, which anyone may ask for, is the process id of the holder.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream heldLock) => (Path, _lock) = (path, heldLock);

    public string Path { get; }

    /// <summary>Creates the folder where it is missing, readable for its owner alone, and takes hold of it.</summary>
    /// <exception cref="CannotStartException">Another host holds it, or it cannot be written.</exception>
    public static DataDirectory Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (!Directory.Exists(path))
                CreatePrivate(path);

            return new DataDirectory(path, Hold(path));
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new CannotStartException($"The data directory {path} cannot be used: {denied.Message} Set LocalHosting:DataDirectory to another.");
        }
    }

    /// <summary>A folder of the data directory that only its owner can enter.</summary>
    public string PrivateFolder(string name) => CreatePrivate(System.IO.Path.Combine(Path, name));

    public void Dispose()
    {
        // While the lock is still held: whoever comes now makes a file of its own.
        File.Delete(LockPath(Path));
        _lock.Dispose();
    }

    private static FileStream Hold(string path)
    {
        while (true)
        {
            FileStream held;
            try
            {
                held = new FileStream(LockPath(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException taken) when (taken.HResult is WouldBlockOnLinux or WouldBlockOnMac)
            {
                var holder = new FileInfo(LockPath(path));
                if (!holder.Exists)
                    continue;

                throw new CannotStartException(
                    $"The data directory {path} is held by process {holder.Length}, another app host that runs since {holder.LastWriteTimeUtc:yyyy-MM-dd HH:mm} UTC. "
                    + "Stop it, or run this one beside it: set LocalHosting:DataDirectory, Web:Port and Dashboard:Port.");
            }

            // A host that ends removes the file, and a lock on what is no longer there would hold nothing: look whether it is still ours.
            held.SetLength(Environment.ProcessId);
            if (new FileInfo(LockPath(path)) is { Exists: true } current && current.Length == Environment.ProcessId)
                return held;

            held.Dispose();
        }
    }

    private static string CreatePrivate(string path) => Directory.CreateDirectory(path, OwnerOnly).FullName;

    private static string LockPath(string path) => System.IO.Path.Combine(path, "host.lock");
}
