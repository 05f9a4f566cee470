using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Layout;
using Papers.Web.Lists;
using Papers.Web.ReadModel;

namespace Papers.Web.Tags;

internal static class TagEndpoints
{
    private const int PageSize = 50;

    public static void MapTags(this IEndpointRouteBuilder app)
    {
        app.MapPage("/tags", async (TaggedPapers tags, CancellationToken cancellationToken) =>
            Pages.Render<TagsPage>(await tags.ReadAllAsync(cancellationToken)));
        app.MapPage("/tags/{slug}", ShowAsync);
    }

    private static async Task<Results<RazorComponentResult<TagPage>, NotFound>> ShowAsync(
        string slug,
        TaggedPapers tags,
        CancellationToken cancellationToken,
        string? page = null)
    {
        var number = PageNumber.Parse(page);
        var requested = slug.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return await tags.FindAsync(requested, (number - 1) * PageSize, PageSize, cancellationToken) is var (tag, papers)
            ? Pages.Render<TagPage>(new TagView { Tag = tag, Papers = papers, Page = new(number, PageSize, (int)tag.Papers) })
            : TypedResults.NotFound();
    }
}

public sealed record TagView
{
    public required CountedTag Tag { get; init; }

    public required IReadOnlyList<ShownPaper> Papers { get; init; }

    public required PageNumber Page { get; init; }
}
