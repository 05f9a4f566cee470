using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Papers.Web.Layout;
using Papers.Web.Lists;

namespace Papers.Web.Daily;

internal static class DailyEndpoints
{
    private const int PageSize = 50;

    public static void MapDaily(this IEndpointRouteBuilder app)
    {
        app.MapPage("/", async (DailyPapers papers, IOptions<WebOptions> site, CancellationToken cancellationToken, string? page = null) =>
            await papers.FindLatestDayAsync(cancellationToken) is { } day
                ? await ShowAsync(papers, site, new DaySpan(SpanKind.Day, day), page, isFront: true, cancellationToken)
                : Pages.Render<DailyPage>(new DailyView { Editors = site.Value.Editors, IsFront = true }));
        MapSpan(app, "/daily/{span}", SpanKind.Day);
        MapSpan(app, "/weekly/{span}", SpanKind.Week);
        MapSpan(app, "/monthly/{span}", SpanKind.Month);
    }

    private static void MapSpan(IEndpointRouteBuilder app, string pattern, SpanKind kind) =>
        app.MapPage(pattern, async Task<Results<RazorComponentResult<DailyPage>, NotFound>> (
            string span,
            DailyPapers papers,
            IOptions<WebOptions> site,
            CancellationToken cancellationToken,
            string? page = null) =>
            DaySpan.Parse(kind, span) is { } found
                ? await ShowAsync(papers, site, found, page, isFront: false, cancellationToken)
                : TypedResults.NotFound());

    private static async Task<RazorComponentResult<DailyPage>> ShowAsync(
        DailyPapers papers,
        IOptions<WebOptions> site,
        DaySpan span,
        string? page,
        bool isFront,
        CancellationToken cancellationToken)
    {
        var number = PageNumber.Parse(page);
        var list = await papers.ReadAsync(span, (number - 1) * PageSize, PageSize, cancellationToken);
        return Pages.Render<DailyPage>(new DailyView
        {
            Editors = site.Value.Editors,
            IsFront = isFront,
            Span = span,
            List = list,
            Page = new(number, PageSize, list.Total),
        });
    }
}

public sealed record DailyView
{
    public required string Editors { get; init; }

    public required bool IsFront { get; init; }

    /// <summary>Null while the site has no papers.</summary>
    public DaySpan? Span { get; init; }

    public DailyList? List { get; init; }

    public PageNumber Page { get; init; }
}
