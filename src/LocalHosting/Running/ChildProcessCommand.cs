namespace Papers.LocalHosting.Running;

/// <summary>
/// The command line that gives a program a session of its own, the wanted user, and an end when its host ends.
/// On Linux that is util-linux' setpriv and setsid; macOS has neither, there perl makes the session and
/// <see cref="ChildProcessWatch"/> alone sees to the end. Each of them becomes the program by exec: its process id is the program's.
/// </summary>
internal static class ChildProcessCommand
{
    public static (string Program, IReadOnlyList<string> Arguments) For(ChildProcessStart start)
    {
        var program = ChildProcessPrograms.Find(start.Program)
            ?? throw new FileNotFoundException($"The program {start.Program} was not found.", start.Program);
        List<string> command = [];

        if (OperatingSystem.IsLinux() && ChildProcessPrograms.Find("setpriv") is { } setpriv)
        {
            command.AddRange([setpriv, "--pdeathsig", NameOf(start.DeathSignal)]);
            if (start.User is { } user)
                command.AddRange(["--reuid", user.Name, "--regid", $"{user.GroupId}", "--init-groups", "--inh-caps=-all"]);
            command.Add("--");
        }
        else if (start.User is not null)
        {
            throw new PlatformNotSupportedException($"Running {start.Program} as {start.User.Name} needs setpriv (util-linux).");
        }

        if (ChildProcessPrograms.Find("setsid") is { } setsid)
            command.Add(setsid);
        else if (ChildProcessPrograms.Find("perl") is { } perl)
            command.AddRange([perl, "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127", "--"]);

        command.Add(program);
        command.AddRange(start.Arguments);
        return (command[0], command[1..]);
    }

    private static string NameOf(ProcessSignal signal) => signal switch
    {
        ProcessSignal.Interrupt => "INT",
        ProcessSignal.Quit => "QUIT",
        ProcessSignal.Terminate => "TERM",
        _ => "KILL",
    };
}
