namespace Papers.LocalHosting.Running;

/// <summary>What the person who started the host reads: a line for each resource as it becomes ready or has to be started again, then where to go.</summary>
internal sealed class HostConsole(TextWriter output)
{
    private readonly Lock _gate = new();
    private int _width = 12;

    public void Begin(IEnumerable<string> names, string dataDirectory)
    {
        _width = names.Append("dashboard").Max(name => name.Length) + 2;
        Write($"Starting; everything is kept in {dataDirectory}");
    }

    public void Ready(ResourceSnapshot? resource, TimeSpan after) => Write(resource, "ready", after);

    public void RunningAgain(ResourceSnapshot? resource, TimeSpan after) => Write(resource, "running again", after);

    public void Restarting(string name, string what, TimeSpan pause, int restarts, IReadOnlyList<LogLine> lastLines)
    {
        IEnumerable<string> lines =
        [
            $"  {name.PadRight(_width)}{what}; started again in {pause.TotalSeconds:0.#} s (restart {restarts})",
            .. lastLines.Select(line => $"  {new string(' ', _width)}| {line.Text}"),
        ];
        Write(string.Join(Environment.NewLine, lines));
    }

    public void AllReady(TimeSpan after, IEnumerable<(string Name, string Where)> places)
    {
        IEnumerable<string> lines =
        [
            $"Ready in {after.TotalSeconds:0.0} s",
            .. places.Select(place => $"  {place.Name.PadRight(_width)}{place.Where}"),
            "Ctrl-C stops everything.",
        ];
        Write(string.Join(Environment.NewLine, lines));
    }

    public void Say(string text) => Write(text);

    private void Write(ResourceSnapshot? resource, string what, TimeSpan after)
    {
        if (resource is not null)
            Write($"  {resource.Name.PadRight(_width)}{what} in {after.TotalSeconds,4:0.0} s   {string.Join("  ", resource.Endpoints.Select(endpoint => endpoint.Address))}".TrimEnd());
    }

    private void Write(string text)
    {
        lock (_gate)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }
}
