namespace Papers.Tagging.Retag;

internal static class RetagRegistration
{
    public static void AddRetag(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<RetagOptions>().BindConfiguration(RetagOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<RetagStore>();
        builder.Services.AddHostedService<RetagWorker>();
    }
}
