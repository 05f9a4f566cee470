using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Servers;

/// <summary>
/// A server's own folder, <c>{DataDirectory}/{name}</c>. Under root the server runs as its package's account, so the
/// folder belongs to that and the way to it is opened: 0711 on what is ours. Folders above are somebody else's: one
/// that cannot be entered is named with the cure.
/// </summary>
internal sealed record ServerFolder(string Path, ChildProcessUser? User)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PassThrough = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task<ServerFolder> PrepareAsync(string dataDirectory, string name, string account, IReadOnlyList<string> processNames, CancellationToken cancellationToken)
    {
        var root = System.IO.Path.GetFullPath(dataDirectory);
        var folder = new ServerFolder(System.IO.Path.Combine(root, name), Environment.IsPrivilegedProcess ? ChildProcessUser.Find(account) : null);

        Directory.CreateDirectory(root, folder.User is null ? Private : PassThrough);
        Directory.CreateDirectory(folder.Path, Private);
        File.SetUnixFileMode(folder.Path, Private);
        if (folder.User is not null)
        {
            File.SetUnixFileMode(root, File.GetUnixFileMode(root) | PassThrough);
            await folder.CheckWayAsync(root, cancellationToken);
        }

        await ServerLeftovers.EndAsync(folder.Path, processNames, cancellationToken);
        return folder;
    }

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public string CreateSubfolder(string name) => Directory.CreateDirectory(this[name], Private).FullName;

    /// <summary>Writes a file that only the server and root can read.</summary>
    public void Write(string file, string text)
    {
        File.Delete(this[file]);
        using (new FileStream(this[file], new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = PrivateFile }))
        {
        }

        File.WriteAllText(this[file], text);
    }

    /// <summary>Gives all in the folder to the server's account; also what another account left there.</summary>
    public async Task HandOverAsync(CancellationToken cancellationToken)
    {
        if (User is not null)
            await RunAsync("chown", ["-hR", $"{User.Id}:{User.GroupId}", Path], "", [], user: null, cancellationToken);
    }

    /// <summary>Runs a program to its end as the server's account; returns what it wrote.</summary>
    public Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string input,
        (string Name, string Value)[] environment,
        CancellationToken cancellationToken) =>
        RunAsync(program, arguments, input, environment, User, cancellationToken);

    private static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string input,
        (string Name, string Value)[] environment,
        ChildProcessUser? user,
        CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(new ChildProcessStart
        {
            Program = program,
            Arguments = arguments,
            Input = input,
            Environment = ChildProcessEnvironment.With([("LC_ALL", "C"), .. environment]),
            WorkingDirectory = "/",
            User = user,
        }, line => lines.Add(line.Text));
        var exitCode = await child.Exited.WaitAsync(cancellationToken);
        var output = string.Join('\n', lines);
        return exitCode == 0
            ? output
            : throw new ServerStartException($"{System.IO.Path.GetFileName(program)} ended with exit code {exitCode}:\n{output}");
    }

    private async Task CheckWayAsync(string root, CancellationToken cancellationToken)
    {
        List<string> ancestors = [];
        for (var folder = Directory.GetParent(root); folder is not null; folder = folder.Parent)
            ancestors.Insert(0, folder.FullName);

        const string NameTheFirstClosed = """for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 0; }; done""";
        var closed = await RunAsync("/bin/sh", ["-c", NameTheFirstClosed, "sh", .. ancestors], "", [], cancellationToken);
        if (closed is not "")
            throw new ServerStartException(
                $"The servers' data cannot be in {root}: the account {User?.Name} cannot enter {closed}. " +
                $"Either let it pass with `chmod o+x {closed}`, or choose another folder with LocalHosting:DataDirectory.");
    }
}
