namespace Papers.Web.Status;

internal static class StatusRegistration
{
    public static void AddStatus(this WebApplicationBuilder builder) => builder.Services.AddSingleton<StatusReader>();
}
