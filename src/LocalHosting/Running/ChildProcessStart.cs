namespace Papers.LocalHosting.Running;

/// <summary>What to start, and how: nothing is inherited from the host but what is written here.</summary>
public sealed record ChildProcessStart
{
    /// <summary>A path, or a name that is looked up on the host's PATH.</summary>
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment of the child. <see cref="ChildProcessEnvironment"/> has the variables a program cannot do without.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>What it finds on its standard input, which then ends.</summary>
    public string Input { get; init; } = "";

    /// <summary>The account to run as; null for the host's own. Only root may name one, and only where <c>setpriv</c> is (Linux).</summary>
    public ChildProcessUser? User { get; init; }

    /// <summary>The signal by which <see cref="ChildProcess.StopAsync"/> asks for an orderly end.</summary>
    public ProcessSignal StopSignal { get; init; } = ProcessSignal.Terminate;

    /// <summary>The signal that the kernel sends the child when its host is gone, even by SIGKILL.</summary>
    public ProcessSignal DeathSignal { get; init; } = ProcessSignal.Kill;
}

/// <summary>A line that a child wrote. Longer ones than <see cref="MaxLength"/> bytes are cut.</summary>
/// <param name="Text">Without its line ending.</param>
/// <param name="IsError">Written to standard error.</param>
public readonly record struct ChildOutputLine(string Text, bool IsError)
{
    public const int MaxLength = 16 * 1024;
}
