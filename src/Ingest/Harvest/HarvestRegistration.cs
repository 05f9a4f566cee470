using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Settings;

namespace Papers.Ingest.Harvest;

internal static class HarvestRegistration
{
    public static IServiceCollection AddHarvest(this IServiceCollection services)
    {
        services.AddSettings<HarvestOptions>(HarvestOptions.Section);
        services.AddSingleton<HarvestedSources>();
        services.AddSingleton<HarvestStore>();
        services.AddSingleton<WakeSignal>();
        services.AddSingleton<HarvestReports>();
        services.AddSingleton<HostRateLimit>();
        services.AddSingleton<SourceClient>();
        services.AddSingleton<SourceRequester>();
        services.AddSingleton<HarvestSource>();
        services.AddHostedService<HarvestWorker>();
        return services;
    }

    internal static IServiceCollection AddSource<TOptions>(this IServiceCollection services, string name)
        where TOptions : SourceOptions
    {
        services.AddSettings<TOptions>($"{SourceOptions.Section}:{name}").Configure<IConfiguration>((options, configuration) =>
        {
            var section = configuration.GetSection($"{SourceOptions.Section}:{name}");
            options.MinRequestInterval = section.GetValue<TimeSpan?>(nameof(SourceOptions.MinRequestInterval)) is null
                ? section.GetValue<TimeSpan?>(SourceOptions.FormerMinRequestInterval) ?? options.MinRequestInterval
                : options.MinRequestInterval;
        });
        services.AddSingleton<SourceOptions>(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        return services;
    }
}
