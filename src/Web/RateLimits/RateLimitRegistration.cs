namespace Papers.Web.RateLimits;

public static class RateLimitRegistration
{
    public static void AddRateLimits(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ClientRate>();
}
