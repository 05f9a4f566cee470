namespace Papers.Web.RateLimits;

internal static class RateLimitRegistration
{
    public static void AddRateLimits(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ClientRate>();
}
