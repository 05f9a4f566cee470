using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Editions;

internal static class EditionsRegistration
{
    public static void AddEditions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<EditionOptions>(EditionOptions.Section);
        builder.Services.AddSingleton<EditionPublisher>();
        builder.Services.AddHostedService<EditionSchedule>();
    }
}
