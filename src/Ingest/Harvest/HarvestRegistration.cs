using Microsoft.Extensions.Options;

namespace Papers.Ingest.Harvest;

public static class HarvestRegistration
{
    public static IServiceCollection AddHarvest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<HarvestOptions>().Bind(configuration.GetSection(HarvestOptions.Section)).ValidateDataAnnotations();
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
