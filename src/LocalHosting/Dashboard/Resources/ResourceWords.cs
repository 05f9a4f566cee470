using System.Globalization;
using Papers.LocalHosting.Dashboard.Layout;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Resources;

/// <summary>How a resource is put into words and colours.</summary>
internal static class ResourceWords
{
    /// <summary>"good", "unsure", "bad" or "idle": the colour of its dot.</summary>
    public static string Tone(ResourceSnapshot resource) => (resource.State, resource.Health) switch
    {
        (ResourceState.Failed, _) => "bad",
        (ResourceState.Exited, _) => resource.ExitCode == 0 ? "idle" : "bad",
        (ResourceState.Stopped, _) => "idle",
        (ResourceState.Running, ResourceHealth.Unhealthy) => "bad",
        (ResourceState.Running, ResourceHealth.Degraded) => "unsure",
        (ResourceState.Running, _) => "good",
        _ => "unsure",
    };

    public static string Tone(ResourceHealth health) => health switch
    {
        ResourceHealth.Healthy => "good",
        ResourceHealth.Degraded => "unsure",
        ResourceHealth.Unhealthy => "bad",
        _ => "idle",
    };

    public static string State(ResourceSnapshot resource) => resource switch
    {
        { State: ResourceState.Running, Kind: ResourceKind.Parameter } => "Set",
        { State: ResourceState.Exited, ExitCode: { } code } => $"Exited with code {code}",
        _ => resource.State.ToString(),
    };

    public static string Kind(ResourceSnapshot resource) => resource switch
    {
        { Kind: ResourceKind.Database, PartOf: { } server } => $"database of {server}",
        { Kind: ResourceKind.Replica, PartOf: { } project } => $"replica of {project}",
        _ => resource.Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>What it says of itself, or else what it still waits for.</summary>
    public static string? Note(ResourceSnapshot resource, BoardSnapshot board)
    {
        if (resource.Note is not null || resource.State != ResourceState.Waiting)
            return resource.Note;

        var missing = resource.WaitsFor.Where(name => board.Find(name) is { } other && Tone(other) != "good").ToList();
        return missing.Count == 0 ? null : $"Waits for {string.Join(", ", missing)}.";
    }

    public static string PathOf(string name) => $"/resources/{Uri.EscapeDataString(name)}";

    public static string LogsPathOf(string name) => $"/logs?resource={Uri.EscapeDataString(name)}";

    /// <summary>Whether it has a process of its own, and so a console. Replicas write in place of their project.</summary>
    public static bool HasConsole(ResourceSnapshot resource, BoardSnapshot board) =>
        resource.Kind is not (ResourceKind.Database or ResourceKind.Parameter)
        && !board.Resources.Any(other => other.Kind == ResourceKind.Replica && other.PartOf == resource.Name);

    /// <summary>A link when it is a web address, and otherwise the address as it is.</summary>
    public static Html Endpoint(ResourceEndpoint endpoint) =>
        Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Html.Of($"""<a class="address" href="{uri.AbsoluteUri}" target="_blank" rel="noreferrer noopener">{endpoint.Address}</a>""")
            : Html.Of($"""<span class="address">{endpoint.Address}</span>""");

    /// <summary>In UTC; the page's script turns it into the reader's own time.</summary>
    public static Html Time(DateTimeOffset time) =>
        Html.Of($"""<time datetime="{time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)}">{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</time>""");
}
