using Microsoft.Extensions.Options;
using Papers.Ingest.Sources;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.ArxivOaiPmh;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Sources.HuggingFaceDaily;

namespace Papers.Ingest.Harvest;

public static class HarvestSetup
{
    /// <summary>Adds the sources that are asked over HTTP, each with its options.</summary>
    public static IServiceCollection AddHarvest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<HarvestOptions>().Bind(configuration.GetSection(HarvestOptions.Section)).ValidateDataAnnotations();
        services.AddSource<HuggingFaceDailyOptions>(configuration, "HuggingFaceDaily").AddSingleton<IHarvestedSource, HuggingFaceDailyHarvest>();
        services.AddSource<ArxivRssOptions>(configuration, "ArxivRss").AddSingleton<IHarvestedSource, ArxivRssHarvest>();
        services.AddSource<ArxivAtomOptions>(configuration, "ArxivAtom").AddSingleton<IHarvestedSource, ArxivAtomHarvest>();
        services.AddSource<ArxivOaiPmhOptions>(configuration, "ArxivOaiPmh").AddSingleton<IHarvestedSource, ArxivOaiPmhHarvest>();
        services.AddSingleton<HarvestedSources>();
        services.AddSingleton<HarvestStore>();
        services.AddSingleton<HarvestSignal>();
        services.AddSingleton<HarvestReports>();
        services.AddSingleton<HostTurn>();
        services.AddSingleton<SourceClient>();
        services.AddSingleton<AskSource>();
        services.AddSingleton<HarvestSource>();
        services.AddHostedService<HarvestWorker>();
        return services;
    }

    internal static IServiceCollection AddSource<TOptions>(this IServiceCollection services, IConfiguration configuration, string name)
        where TOptions : SourceOptions
    {
        services.AddOptionsWithValidateOnStart<TOptions>().Bind(configuration.GetSection($"{SourceOptions.Section}:{name}")).ValidateDataAnnotations();
        services.AddSingleton<SourceOptions>(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        return services;
    }
}
