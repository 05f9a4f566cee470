using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Papers.ServiceDefaults.Settings;

/// <summary>Looks through the configuration of a service before it starts, so that a mistake ends it with one line rather than a stack trace.</summary>
internal static class SettingsCheck
{
    /// <summary>What the app host reads of a service's section, which it passes on as a whole.</summary>
    private static readonly string[] s_readByAppHost = ["Port", "Bind", "Replicas"];

    /// <summary>What is wrong, a sentence each: missing connection strings, values that cannot be converted, values that options reject.</summary>
    public static IReadOnlyList<string> FindFaults(IServiceProvider services)
    {
        var (configuration, known) = (services.GetRequiredService<IConfiguration>(), services.GetRequiredService<KnownSettings>());
        List<string> faults = [.. FindMissing(configuration, known), .. FindUnconvertible(configuration, known)];

        // Options with a value that cannot be converted cannot even be made.
        return faults.Count > 0 ? faults : FindRejected(services);
    }

    /// <summary>The settings in the service's own sections that nothing reads, each with the known name that is most like it.</summary>
    public static IReadOnlyList<UnknownSetting> FindUnknown(IConfiguration configuration, KnownSettings known, ServiceName service)
    {
        var names = known.All.Where(setting => known.OwnSections.Contains(setting.Name.Split(':')[0])).ToList();
        if (known.OwnSections.FirstOrDefault(section => section.Equals(service.Value, StringComparison.OrdinalIgnoreCase)) is { } own)
        {
            names.AddRange(s_readByAppHost.Select(name => new KnownSetting($"{own}:{name}", typeof(string))));
        }

        return
        [
            .. from section in known.OwnSections
               from child in configuration.GetSection(section).GetChildren()
               from entry in child.AsEnumerable()
               where entry.Value is not null && !names.Exists(setting => Covers(setting, entry.Key))
               orderby entry.Key
               select new UnknownSetting(entry.Key, SimilarName.Find(entry.Key, names.Select(setting => setting.Name))),
        ];
    }

    private static bool Covers(KnownSetting setting, string name) =>
        name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase)
        || (SettingText.ItemOf(setting.Type) is not null && name.StartsWith($"{setting.Name}:", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> FindMissing(IConfiguration configuration, KnownSettings known) =>
        from connection in known.Connections
        where configuration.GetConnectionString(connection.Name) is not { Length: > 0 } given || !connection.IsValid(given)
        select SettingText.Fault(configuration, $"ConnectionStrings:{connection.Name}", $"set it to an address such as {connection.Example}");

    private static IEnumerable<string> FindUnconvertible(IConfiguration configuration, KnownSettings known) =>
        from setting in known.All
        where SettingText.IsConvertible(setting.Type)
        let text = configuration[setting.Name]
        where text is not null
        let cure = SettingText.FindCure(text, setting.Type)
        where cure is not null
        select SettingText.Fault(configuration, setting.Name, cure);

    private static IReadOnlyList<string> FindRejected(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException rejected)
        {
            return [.. rejected.Failures];
        }
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(rejected => rejected.Failures)];
        }
    }
}

/// <param name="Name">As it was given.</param>
/// <param name="Similar">The known name that is most like it; null where none is.</param>
internal sealed record UnknownSetting(string Name, string? Similar);
