namespace Papers.Web.Editions;

internal static class EditionsRegistration
{
    public static void AddEditions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<EditionOptions>()
            .BindConfiguration(EditionOptions.Section)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<EditionPublisher>();
        builder.Services.AddHostedService<EditionSchedule>();
    }
}
