using Papers.Ingest.Harvest;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.ArxivOaiPmh;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Sources.HuggingFaceDaily;

namespace Papers.Ingest.Sources;

internal static class SourcesRegistration
{
    /// <summary>The sources that are harvested over HTTP, in the order in which operators see them.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddSource<HuggingFaceDailyOptions>("HuggingFaceDaily").AddSingleton<IHarvestedSource, HuggingFaceDailyHarvest>();
        services.AddSource<ArxivRssOptions>("ArxivRss").AddSingleton<IHarvestedSource, ArxivRssHarvest>();
        services.AddSource<ArxivAtomOptions>("ArxivAtom").AddSingleton<IHarvestedSource, ArxivAtomHarvest>();
        services.AddSource<ArxivOaiPmhOptions>("ArxivOaiPmh").AddSingleton<IHarvestedSource, ArxivOaiPmhHarvest>();
        return services;
    }
}
