using Papers.ServiceDefaults.Settings;

namespace Papers.Ingest.Catalogue;

internal static class CatalogueRegistration
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.AddSettings<CatalogueOptions>(CatalogueOptions.Section);
        return services.AddSingleton<PaperCatalogue>();
    }
}
