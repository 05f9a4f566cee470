using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Daily;
using Papers.Web.ReadModel;
using Papers.Web.Trending;

namespace Papers.Web.HuggingFaceApi;

/// <summary><c>GET /api/daily_papers</c>: the papers of a day, week or month by upvotes; without a span the latest papers.</summary>
internal static class DailyApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;
    private const int MaxPage = 100_000;

    public static void MapDailyApi(this IEndpointRouteBuilder app) => app.MapGet("/api/daily_papers", ListAsync);

    private static async Task<Results<JsonHttpResult<IReadOnlyList<HuggingFaceListItem>>, ProblemHttpResult>> ListAsync(
        FeaturedPapers featured,
        TrendingPapers trending,
        DailyPapers daily,
        TimeProvider time,
        CancellationToken cancellationToken,
        string? p = null,
        string? limit = null,
        string? date = null,
        string? week = null,
        string? month = null,
        string? submitter = null,
        string? sort = null)
    {
        if (!ListParameters.TryReadNumber(p, 0, 0, MaxPage, out var page))
        {
            return BadRequest($"p must be a number from 0 to {MaxPage}.");
        }

        if (!ListParameters.TryReadNumber(limit, DefaultLimit, 1, MaxLimit, out var take))
        {
            return BadRequest($"limit must be from 1 to {MaxLimit}.");
        }

        if (sort is not (null or "publishedAt" or "trending"))
        {
            return BadRequest("sort must be publishedAt or trending.");
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (ListParameters.ReadSpan(date, week, month, today, out var span) is { } error)
        {
            return BadRequest(error);
        }

        var skip = page * take;
        var papers = (sort, span) switch
        {
            ("trending", _) => await TrendingAsync(),
            (null, { } days) => await featured.ByUpvotesAsync(days, submitter, skip, take, cancellationToken),
            (_, { } days) => await featured.ByDayAsync(days.First, days.Last, submitter, skip, take, cancellationToken),
            _ => await featured.ByDayAsync(DateOnly.MinValue, today.AddDays(1), submitter, skip, take, cancellationToken),
        };
        return TypedResults.Json<IReadOnlyList<HuggingFaceListItem>>([.. papers.Select(HuggingFaceListItem.From)], HuggingFaceJson.Default.IReadOnlyListHuggingFaceListItem);

        // The seven days up to the end of the span, or up to the latest papers.
        async Task<IReadOnlyList<ShownPaper>> TrendingAsync()
        {
            var until = span?.Last ?? await daily.FindLatestDayAsync(cancellationToken) ?? today;
            var ranked = await trending.RankAsync(until, today, TrendingPapers.MaxPapers, cancellationToken);
            return [.. ranked
                .Select(one => one.Paper)
                .Where(paper => submitter is null || paper.Featured?.SubmittedBy?.Name == submitter)
                .Skip(skip)
                .Take(take)];
        }
    }

    private static ProblemHttpResult BadRequest(string message) =>
        TypedResults.Problem(message, statusCode: StatusCodes.Status400BadRequest);
}
