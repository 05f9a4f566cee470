using Papers.ServiceDefaults.Settings;

namespace Papers.Tagging.Retag;

internal static class RetagRegistration
{
    public static void AddRetag(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<RetagOptions>(RetagOptions.Section);
        builder.Services.AddSingleton<RetagStore>();
        builder.Services.AddHostedService<RetagWorker>();
    }
}
