using Microsoft.AspNetCore.Http.HttpResults;
using Papers.LocalHosting.Dashboard.Layout;
using Papers.LocalHosting.Dashboard.Resources;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Logs;

/// <summary>The console of one resource, or all of them together. The lines themselves are brought by a stream.</summary>
internal static class LogsPage
{
    public static ContentHttpResult Show(BoardSnapshot board, string? resource, string? filter) => new Page
    {
        Title = resource is null ? "Console logs" : $"Console of {resource}",
        Section = "/logs",
        Scripts = ["logs.js"],
        Main = Html.Of($"""
            <div class="logs" id="logs" data-resource="{resource}">
            <h1 class="unseen">Console logs</h1>
            <form class="bar" id="bar" method="get" action="/logs" role="search" aria-label="Console logs">
            <label class="pick"><span class="unseen">Resource</span>
            <select name="resource" id="resource"><option value="">All resources</option>
            {Names(board, resource).Select(name => Html.Of($"""<option{Html.When(Same(name, resource), new(" selected"))}>{name}</option>"""))}
            </select></label>
            <label class="filter"><span class="unseen">Filter: all words must occur</span>
            <input type="search" name="filter" id="filter" value="{filter}" placeholder="Filter" autocomplete="off" spellcheck="false" aria-controls="lines"></label>
            <noscript><button>Show</button></noscript>
            <p class="tally" id="tally" role="status"></p>
            <div class="tools">
            <button type="button" class="quiet" id="pause" aria-pressed="false">Pause</button>
            <button type="button" class="quiet" id="order" aria-pressed="false">Newest first</button>
            <a class="button quiet" id="download" href="{TextPath(resource, filter)}" download="{resource ?? "papers"}.log">Download</a>
            </div>
            </form>
            <div class="console" id="console" tabindex="0" role="log" aria-live="off" aria-label="Lines">
            <noscript><p class="empty">This page follows the console by a script. Without scripts, the lines can be had <a href="{TextPath(resource, filter)}">as text</a>.</p></noscript>
            <button type="button" class="quiet earlier" id="earlier" hidden>Show earlier lines</button>
            <ol class="lines" id="lines"></ol>
            <p class="empty" id="empty" hidden></p>
            </div>
            <button type="button" class="jump" id="jump" hidden>Newest lines</button>
            </div>
            """),
    }.ToResult();

    private static bool Same(string name, string? resource) => string.Equals(name, resource, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(BoardSnapshot board, string? resource)
    {
        var names = ResourcesPage.Ordered(board).Where(each => ResourceWords.HasConsole(each, board)).Select(each => each.Name).ToList();
        return resource is null || names.Exists(name => Same(name, resource)) ? names : names.Append(resource);
    }

    private static string TextPath(string? resource, string? filter) =>
        $"/logs/text?resource={Uri.EscapeDataString(resource ?? "")}&filter={Uri.EscapeDataString(filter ?? "")}";
}
