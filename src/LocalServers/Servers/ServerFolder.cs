using System.Diagnostics;

namespace Papers.LocalServers;

/// <summary>
/// A server's own folder, <c>{DataDirectory}/{name}</c>. Under root the server runs as its package's account, which owns the folder; the data directory
/// then gets mode 0711. Folders above belong to somebody else: one that the account cannot enter is named with the cure.
/// </summary>
internal sealed class ServerFolder(string dataDirectory, string name, string account)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _root = System.IO.Path.GetFullPath(dataDirectory);
    private readonly string[]? _account = Environment.IsPrivilegedProcess
        ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == account) : null;

    public string Path => System.IO.Path.Combine(_root, name);

    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>What a command begins with to run as the server's account.</summary>
    public IEnumerable<string> AsAccount =>
        _account is [_, _, var user, var group, ..] ? ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--inh-caps=-all", "--"] : [];

    /// <exception cref="LocalServerException">The server's account cannot reach the folder, or does not exist.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (_account is null && Environment.IsPrivilegedProcess && account == "postgres")
            throw new LocalServerException("PostgreSQL refuses to run as root, and this machine has no account named postgres.");

        Directory.CreateDirectory(_root, _account is null ? Private : PassThrough);
        if (_account is not null)
        {
            File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | PassThrough);
            await CheckAncestorsAsync(cancellationToken);
        }

        Directory.CreateDirectory(Path, Private);
        File.SetUnixFileMode(Path, Private);
    }

    public string CreateSubfolder(string subfolder) => Directory.CreateDirectory(this[subfolder], Private).FullName;

    /// <summary>Writes a file that only the server and root can read.</summary>
    public void Write(string file, string text) => WritePrivate(this[file], text);

    /// <summary>Writes a file of mode 0600, in place of any that is there.</summary>
    public static void WritePrivate(string path, string text)
    {
        File.Delete(path);
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        writer.Write(text);
    }

    /// <summary>Gives everything in the folder to the server's account, whoever wrote it.</summary>
    public Task HandOverAsync(CancellationToken cancellationToken) =>
        _account is [_, _, var user, var group, ..] ? RunAsync(["chown", "-hR", $"{user}:{group}", Path], "", cancellationToken) : Task.CompletedTask;

    /// <summary>Runs a program to its end as the server's account and returns what it wrote.</summary>
    /// <exception cref="LocalServerException">Its exit code is not 0.</exception>
    public Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string input = "") =>
        RunAsync([.. AsAccount, "env", "LC_ALL=C", $"HOME={Path}", program, .. arguments], input, cancellationToken);

    private static async Task<string> RunAsync(string[] command, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/" };
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!; // Not null: UseShellExecute is off.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new LocalServerException($"{string.Join(' ', command.Take(12))} failed with exit code {process.ExitCode}:\n{await output}{await errors}");
    }

    private async Task CheckAncestorsAsync(CancellationToken cancellationToken)
    {
        List<string> ancestors = [];
        for (var folder = Directory.GetParent(_root); folder is not null; folder = folder.Parent)
            ancestors.Insert(0, folder.FullName);

        const string NameTheFirstClosed = """for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 0; }; done""";
        var closed = await RunAsync([.. AsAccount, "/bin/sh", "-c", NameTheFirstClosed, "sh", .. ancestors], "", cancellationToken);
        if (closed is not "")
        {
            throw new LocalServerException($"The servers' data cannot be in {_root}: the account {account} cannot enter {closed}. "
                + $"Either run `chmod o+x {closed}`, or choose another folder with --DataDirectory=FOLDER.");
        }
    }
}
