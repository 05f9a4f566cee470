namespace Papers.LocalHosting.Running;

/// <summary>The few variables of the host that any program may need. All else a child is given by name.</summary>
public static class ChildProcessEnvironment
{
    private static readonly string[] Names = ["PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR"];

    /// <summary>PATH, HOME, USER, LANG, TZ and TMPDIR, as far as the host has them; PATH always.</summary>
    public static IReadOnlyDictionary<string, string> Basic { get; } = Read();

    /// <summary>The basic variables and those given, which win.</summary>
    public static Dictionary<string, string> With(params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var environment = new Dictionary<string, string>(Basic);
        foreach (var (name, value) in variables)
            environment[name] = value;
        return environment;
    }

    private static Dictionary<string, string> Read()
    {
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };
        foreach (var name in Names)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        }

        return environment;
    }
}
