using System.Diagnostics;

namespace Papers.LocalHosting.Running;

/// <summary>
/// A small shell in a session of its own that is told each child's process group, and ends them all when the pipe to
/// it closes because the host is gone. The kernel's parent-death signal reaches only the children themselves; this
/// reaches what they have started, and is all there is on macOS. It lives while there is a child.
/// </summary>
internal static class ChildProcessWatch
{
    // Children get the time of a quick orderly end before they are killed.
    private const string Script = """
        trap '' HUP INT TERM
        groups=
        while read -r sign id; do
          case $sign in
            +) groups="$groups $id" ;;
            -) kept=; for group in $groups; do [ "$group" = "$id" ] || kept="$kept $group"; done; groups=$kept ;;
          esac
        done
        [ -n "$groups" ] || exit 0
        for group in $groups; do kill -s TERM -- "-$group"; done
        for tenth in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
          alive=
          for group in $groups; do kill -s 0 -- "-$group" && alive=yes; done
          [ -n "$alive" ] || exit 0
          sleep 0.1
        done
        for group in $groups; do kill -s KILL -- "-$group"; done
        """;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly HashSet<int> Groups = [];
    private static Process? _watch;

    public static async Task AddAsync(int group)
    {
        await Gate.WaitAsync();
        try
        {
            Groups.Add(group);
            if (_watch is { HasExited: false })
            {
                Tell($"+ {group}\n");
                return;
            }

            _watch?.Dispose();
            _watch = await StartAsync();
            foreach (var known in Groups)
                Tell($"+ {known}\n");
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task RemoveAsync(int group)
    {
        await Gate.WaitAsync();
        try
        {
            if (!Groups.Remove(group) || _watch is null)
                return;

            Tell($"- {group}\n");
            if (Groups.Count > 0)
                return;

            _watch.StandardInput.Close();
            await _watch.WaitForExitAsync();
            _watch.Dispose();
            _watch = null;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<Process> StartAsync()
    {
        List<string> command = ["/bin/sh", "-c", Script];
        if (ChildProcessPrograms.Find("setsid") is { } setsid)
            command.Insert(0, setsid);

        var watch = await ChildProcessSpawner.StartAsync(command[0], command[1..], ChildProcessEnvironment.Basic, "/");
        watch.StandardOutput.Close();
        watch.StandardError.Close();
        return watch;
    }

    private static void Tell(string line)
    {
        try
        {
            _watch!.StandardInput.Write(line);
            _watch.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The watch was killed; the next child starts another, which is told of all.
        }
    }
}
