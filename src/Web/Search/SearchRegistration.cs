namespace Papers.Web.Search;

internal static class SearchRegistration
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SearchOptions>()
            .BindConfiguration(SearchOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.DataFolder = configuration["Web:DataFolder"] ?? options.DataFolder)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<SearchIndex>();
        builder.Services.AddSingleton<ChangedPapers>();
        builder.Services.AddSingleton<PaperSearch>();
        builder.Services.AddHostedService<SearchIndexFollower>();
    }
}
