using Microsoft.Extensions.Options;

namespace Papers.Ingest.Harvest;

internal static class HarvestRegistration
{
    public static IServiceCollection AddHarvest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<HarvestOptions>().Bind(configuration.GetSection(HarvestOptions.Section)).ValidateDataAnnotations();
        services.AddSingleton<HarvestedSources>();
        services.AddSingleton<HarvestStore>();
        services.AddSingleton<HarvestSignal>();
        services.AddSingleton<HarvestReports>();
        services.AddSingleton<HostRateLimit>();
        services.AddSingleton<SourceClient>();
        services.AddSingleton<SourceRequester>();
        services.AddSingleton<HarvestSource>();
        services.AddHostedService<HarvestWorker>();
        return services;
    }

    internal static IServiceCollection AddSource<TOptions>(this IServiceCollection services, IConfiguration configuration, string name)
        where TOptions : SourceOptions
    {
        var section = configuration.GetSection($"{SourceOptions.Section}:{name}");
        services.AddOptionsWithValidateOnStart<TOptions>()
            .Bind(section)
            .Configure(options => options.MinRequestInterval = section.GetValue<TimeSpan?>(nameof(SourceOptions.MinRequestInterval)) is null
                ? section.GetValue<TimeSpan?>(SourceOptions.FormerMinRequestInterval) ?? options.MinRequestInterval
                : options.MinRequestInterval)
            .ValidateDataAnnotations();
        services.AddSingleton<SourceOptions>(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        return services;
    }
}
