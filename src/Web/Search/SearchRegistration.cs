using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Search;

internal static class SearchRegistration
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SearchOptions>(SearchOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.DataFolder = configuration[SearchOptions.FolderSetting] ?? options.DataFolder);
        builder.Services.AddSingleton<SearchIndex>();
        builder.Services.AddSingleton<ChangedPapers>();
        builder.Services.AddSingleton<PaperSearch>();
        builder.Services.AddHostedService<SearchIndexFollower>();
    }
}
