using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Layout;
using Papers.Web.Lists;

namespace Papers.Web.Search;

internal static class SearchEndpoints
{
    private const int PageSize = 20;
    private const int LastPage = 50;

    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapPage("/search", ShowAsync);

    private static async Task<RazorComponentResult<SearchPage>> ShowAsync(
        PaperSearch search,
        SearchIndex index,
        CancellationToken cancellationToken,
        string? q = null,
        string? page = null)
    {
        var text = q?.Trim() ?? "";
        var number = Math.Min(PageNumber.Parse(page), LastPage);
        var result = text.Length == 0 ? null : await search.FindAsync(text, (number - 1) * PageSize, PageSize, cancellationToken);
        return Pages.Render<SearchPage>(new SearchView
        {
            Text = text,
            Result = result,
            Papers = index.Papers,
            Page = new(number, PageSize, Math.Min(result?.Total ?? 0, LastPage * PageSize)),
        });
    }
}

public sealed record SearchView
{
    public required string Text { get; init; }

    /// <summary>Null where nothing was searched for.</summary>
    public required SearchResult? Result { get; init; }

    /// <summary>The number of indexed papers.</summary>
    public required int Papers { get; init; }

    public required PageNumber Page { get; init; }
}
