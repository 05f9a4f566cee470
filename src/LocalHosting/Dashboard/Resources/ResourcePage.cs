using Microsoft.AspNetCore.Http.HttpResults;
using Papers.LocalHosting.Dashboard.Layout;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Resources;

/// <summary>All that is known of one resource.</summary>
internal static class ResourcePage
{
    public static ContentHttpResult Show(ResourceSnapshot unmasked, BoardSnapshot board)
    {
        var resource = SecretMask.Of(board).Hide(unmasked);
        return new Page
        {
            Title = resource.Name,
            Section = "/",
            Scripts = ["live.js"],
            Main = Html.Of($"""
                <div class="head" id="head" data-live>
                <p class="crumb"><a href="/">Resources</a></p>
                <h1>{resource.Name}</h1>
                <p class="by"><span class="dot {ResourceWords.Tone(resource)}">{ResourceWords.State(resource)}</span> · {ResourceWords.Kind(resource)}</p>
                {(ResourceWords.Note(resource, board) is { } note ? Html.Of($"""<p class="remark">{note}</p>""") : default)}
                {Html.When(ResourceWords.HasConsole(resource, board), Html.Of($"""<p><a class="button" href="{ResourceWords.LogsPathOf(resource.Name)}">Console logs</a></p>"""))}
                </div>
                <div class="sections" id="sections" data-live>
                <section><h2>Overview</h2><dl class="facts">{Facts(resource, board)}</dl></section>
                {Html.When(!resource.HealthChecks.IsEmpty, Html.Of($"""<section><h2>Health</h2><ul class="checks">{resource.HealthChecks.Select(Check)}</ul></section>"""))}
                {Html.When(!resource.Environment.IsEmpty, Environment(resource))}
                </div>
                """),
        }.ToResult();
    }

    private static IEnumerable<Html> Facts(ResourceSnapshot resource, BoardSnapshot board)
    {
        if (resource.Health != ResourceHealth.Unknown)
            yield return Fact("Health", Html.Of($"""<span class="dot {ResourceWords.Tone(resource.Health)}">{resource.Health.ToString()}</span>"""));
        if (!resource.Endpoints.IsEmpty)
            yield return Fact("Endpoints", Html.Of($"{resource.Endpoints.Select(endpoint => Html.Of($"""<span class="endpoint"><span class="kind">{endpoint.Name}</span> {ResourceWords.Endpoint(endpoint)}</span>"""))}"));
        if (resource.StartedAt is { } started)
            yield return Fact("Started", ResourceWords.Time(started));
        if (resource.Kind is ResourceKind.Project or ResourceKind.Replica or ResourceKind.Server)
            yield return Fact("Restarts", Html.Of($"{resource.Restarts}"));
        if (resource.ExitCode is { } code)
            yield return Fact("Last exit code", Html.Of($"{code}"));
        if (resource.ProcessId is { } process)
            yield return Fact("Process", Html.Of($"{process}"));
        if (resource.Source is { } source)
            yield return Fact("Source", Html.Of($"""<span class="address">{source}</span>"""));
        if (resource.PartOf is { } owner)
            yield return Fact("Part of", Link(owner, board));
        if (board.Resources.Where(other => other.PartOf == resource.Name).ToList() is { Count: > 0 } parts)
            yield return Fact("Contains", Links(parts.Select(part => part.Name), board));
        if (!resource.WaitsFor.IsEmpty)
            yield return Fact("Waits for", Links(resource.WaitsFor, board));
    }

    private static Html Fact(string name, Html value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Html Links(IEnumerable<string> names, BoardSnapshot board) =>
        Html.Of($"""<ul class="names">{names.Select(name => Html.Of($"<li>{Link(name, board)}</li>"))}</ul>""");

    private static Html Link(string name, BoardSnapshot board) => board.Find(name) is { } other
        ? Html.Of($"""<a class="dot {ResourceWords.Tone(other)}" href="{ResourceWords.PathOf(name)}">{name}</a>""")
        : Html.Of($"{name}");

    private static Html Check(HealthCheckReport check) => Html.Of($"""
        <li><span class="dot {ResourceWords.Tone(check.Health)}">{check.Name}</span> <span class="kind">{check.Health.ToString().ToLowerInvariant()}, asked {ResourceWords.Time(check.CheckedAt)}</span>
        {(check.Description is null ? default : Html.Of($"""<p class="note">{check.Description}</p>"""))}</li>
        """);

    private static Html Environment(ResourceSnapshot resource) => Html.Of($"""
        <section><h2>Environment</h2>
        <table class="environment"><thead class="unseen"><tr><th scope="col">Variable</th><th scope="col">Value</th></tr></thead><tbody>
        {resource.Environment.OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase).Select(Variable)}
        </tbody></table></section>
        """);

    private static Html Variable(ResourceVariable variable) => Html.Of($"""
        <tr><th scope="row">{variable.Name}</th><td>{(variable.IsSecret ? Html.Of($"""<span class="secret">{variable.Value}<span class="unseen"> secret</span></span>""") : Html.Of($"{variable.Value}"))}</td></tr>
        """);
}
