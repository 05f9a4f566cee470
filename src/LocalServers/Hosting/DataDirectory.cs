using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Papers.LocalServers;

/// <summary>
/// The folder that holds everything a stack keeps: the servers' data, secrets, the services' files. One app host at a time holds it. The lock is the kernel's
/// and ends with the process; the length of its file, which anyone may read, is the holder's process id.
/// </summary>
public sealed class DataDirectory(string path) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // EWOULDBLOCK of Linux and of macOS: somebody else has the lock.
    private static readonly int[] s_wouldBlock = [11, 35];
    private FileStream? _lock;

    /// <summary>Its full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The full path of a file or folder in it.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Creates the folder where it is missing and takes the lock.</summary>
    /// <exception cref="LocalServerException">Another app host holds it, or it cannot be written.</exception>
    public void Hold()
    {
        try
        {
            if (!Directory.Exists(Path))
                Directory.CreateDirectory(Path, OwnerOnly);
            _lock = new FileStream(this["host.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            _lock.SetLength(Environment.ProcessId);
        }
        catch (IOException taken) when (s_wouldBlock.Contains(taken.HResult))
        {
            var holder = new FileInfo(this["host.lock"]);
            throw new LocalServerException(
                $"The data directory {Path} is in use by process {holder.Length} (running since {holder.LastWriteTimeUtc:yyyy-MM-dd HH:mm} UTC). "
                + "Stop it, or start this stack beside it with --DataDirectory=FOLDER --Web:Port=NUMBER --Dashboard:Port=NUMBER.");
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new LocalServerException($"The data directory {Path} cannot be used: {denied.Message} Choose another with --DataDirectory=FOLDER.");
        }
    }

    /// <summary>The folder for secrets, which only its owner can enter.</summary>
    public string Secrets() => Directory.CreateDirectory(this["secrets"], OwnerOnly).FullName;

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock?.Dispose();
}

/// <summary>
/// A generated value that is kept in the data directory as <c>secrets/{name}</c>, mode 0600. Aspire keeps such values in the user's secrets; but a server's
/// password belongs to its data.
/// </summary>
internal sealed class KeptParameterDefault(DataDirectory data, string name, ParameterDefault generated) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var path = Path.Combine(data.Secrets(), name);
        if (!File.Exists(path))
        {
            // Whole or not at all: a cut password would lock the server's data up for good.
            ServerFolder.WritePrivate($"{path}.tmp", generated.GetDefaultValue() + "\n");
            File.Move($"{path}.tmp", path, overwrite: true);
        }

        return File.ReadAllText(path).Trim() is { Length: > 0 } kept
            ? kept
            : throw new LocalServerException($"The file {path} is empty. Write the value of {name} into it, or set Parameters:{name}.");
    }

    public override void WriteToManifest(ManifestPublishingContext context) => generated.WriteToManifest(context);
}
