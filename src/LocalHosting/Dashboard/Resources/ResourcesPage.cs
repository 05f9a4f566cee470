using Microsoft.AspNetCore.Http.HttpResults;
using Papers.LocalHosting.Dashboard.Layout;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Resources;

/// <summary>All resources in one table, each with what it contains below it.</summary>
internal static class ResourcesPage
{
    public static ContentHttpResult Show(BoardSnapshot board)
    {
        var mask = SecretMask.Of(board);
        return new Page
        {
            Title = "Resources",
            Section = "/",
            Scripts = ["live.js"],
            Main = Html.Of($"""
                <div class="head" id="head" data-live><h1>Resources</h1><p class="by">{Summary(board)}</p></div>
                <table class="resources">
                <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Started</th><th scope="col">Restarts</th><th scope="col">Endpoints</th><th scope="col">Source</th><th scope="col"><span class="unseen">Console</span></th></tr></thead>
                <tbody id="resources" data-live>
                {Ordered(board).Select(resource => Row(mask.Hide(resource), board))}
                </tbody>
                </table>
                """),
        }.ToResult();
    }

    /// <summary>Those that belong to another come right after it.</summary>
    internal static IEnumerable<ResourceSnapshot> Ordered(BoardSnapshot board)
    {
        var children = board.Resources.Where(resource => Owner(resource, board) is not null).ToLookup(resource => Owner(resource, board));
        return board.Resources.Where(resource => Owner(resource, board) is null).SelectMany(resource => children[resource.Name].Prepend(resource));
    }

    internal static string Summary(BoardSnapshot board)
    {
        if (board.Resources.IsEmpty)
            return "Nothing has been started yet.";

        var tones = board.Resources.CountBy(ResourceWords.Tone).ToDictionary();
        var parts = new[] { ("bad", "in trouble"), ("unsure", "not ready"), ("idle", "stopped") }
            .Where(part => tones.ContainsKey(part.Item1))
            .Select(part => $"{tones[part.Item1]} {part.Item2}")
            .ToList();
        return parts.Count == 0 ? $"All {board.Resources.Length} are up." : $"{tones.GetValueOrDefault("good")} of {board.Resources.Length} are up, {string.Join(", ", parts)}.";
    }

    // What belongs to something that belongs to something, or to nothing known, stands for itself.
    private static string? Owner(ResourceSnapshot resource, BoardSnapshot board) =>
        resource.PartOf is { } name && board.Find(name) is { PartOf: null } owner && owner.Name != resource.Name ? owner.Name : null;

    private static Html Row(ResourceSnapshot resource, BoardSnapshot board) => Html.Of($"""
        <tr{Html.When(Owner(resource, board) is not null, new(" class=\"part\""))}>
        <th scope="row"><a href="{ResourceWords.PathOf(resource.Name)}">{resource.Name}</a> <span class="kind">{ResourceWords.Kind(resource)}</span></th>
        <td class="state"><span class="dot {ResourceWords.Tone(resource)}">{ResourceWords.State(resource)}</span>{Detail(resource, ResourceWords.Note(resource, board))}</td>
        <td class="when" data-label="Started">{(resource.StartedAt is { } started ? ResourceWords.Time(started) : default)}</td>
        <td class="count" data-label="Restarts">{Html.When(resource.Restarts > 0, Html.Of($"""<span class="restarts">{resource.Restarts}</span>"""))}</td>
        <td class="addresses">{resource.Endpoints.Select(ResourceWords.Endpoint)}</td>
        <td class="source">{resource.Source}</td>
        <td class="tail">{Html.When(ResourceWords.HasConsole(resource, board), Html.Of($"""<a href="{ResourceWords.LogsPathOf(resource.Name)}">Logs<span class="unseen"> of {resource.Name}</span></a>"""))}</td>
        </tr>
        """);

    private static Html Detail(ResourceSnapshot resource, string? note)
    {
        var health = resource.State == ResourceState.Running && resource.Health != ResourceHealth.Unknown ? resource.Health.ToString() : null;
        var words = string.Join(". ", new[] { health, note }.OfType<string>());
        return Html.When(words.Length > 0, Html.Of($"""<span class="note">{words}</span>"""));
    }
}
