namespace Papers.Web.Trending;

internal static class TrendingRegistration
{
    public static void AddTrending(this WebApplicationBuilder builder) => builder.Services.AddSingleton<TrendingPapers>();
}
