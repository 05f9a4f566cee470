using Papers.Web.Daily;
using Papers.Web.Layout;

namespace Papers.Web.Trending;

internal static class TrendingEndpoints
{
    private const int Shown = 50;

    // Where all papers are older than a week, their latest week is shown.
    public static void MapTrending(this IEndpointRouteBuilder app) =>
        app.MapPage("/trending", async (TrendingPapers trending, DailyPapers daily, TimeProvider time, CancellationToken cancellationToken) =>
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var latest = await daily.FindLatestDayAsync(cancellationToken);
            var until = latest is { } day && (day > today || day.AddDays(TrendingPapers.Days) <= today) ? day : today;
            var ranked = await trending.RankAsync(until, today, Shown, cancellationToken);
            return Pages.Render<TrendingPage>(new TrendingView(until, until != today, ranked));
        });
}

/// <param name="Until">The last of the seven days.</param>
/// <param name="IsPast">Whether that is not today.</param>
public sealed record TrendingView(DateOnly Until, bool IsPast, IReadOnlyList<TrendingPaper> Papers);
