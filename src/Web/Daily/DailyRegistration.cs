namespace Papers.Web.Daily;

internal static class DailyRegistration
{
    public static void AddDaily(this WebApplicationBuilder builder) => builder.Services.AddSingleton<DailyPapers>();
}
