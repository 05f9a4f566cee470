using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Papers.ServiceDefaults.Settings;

/// <summary>
/// Settings that are checked when the service starts. One that is wrong ends it with <see cref="WrongSettingExitCode"/> and one line; one
/// that is not known gets a warning.
/// </summary>
public static partial class SettingsDefaults
{
    /// <summary>EX_CONFIG of <c>sysexits.h</c>: starting again would not help.</summary>
    public const int WrongSettingExitCode = 78;

    /// <summary>Binds options to a section and checks their annotations at start.</summary>
    /// <param name="isOwn">False for a section of another service, of which this one reads a part.</param>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services, string section, bool isOwn = true)
        where TOptions : class
    {
        KnownSettings.Of(services).AddSection(section, typeof(TOptions), isOwn);
        services.AddSingleton<IValidateOptions<TOptions>>(provider => new AnnotationCheck<TOptions>(section, provider.GetRequiredService<IConfiguration>()));
        return services.AddOptionsWithValidateOnStart<TOptions>().BindConfiguration(section);
    }

    /// <summary>Adds a setting that belongs to no section.</summary>
    internal static void AddSetting<T>(this IServiceCollection services, string name) => KnownSettings.Of(services).Add(name, typeof(T));

    /// <summary>The connection string; empty where it is missing or wrong, which ends the service when it starts.</summary>
    internal static string AddRequiredConnection(this IHostApplicationBuilder builder, string name, string example, Func<string, bool> isValid)
    {
        KnownSettings.Of(builder.Services).Add(new RequiredConnection(name, example, isValid));
        return builder.Configuration.GetConnectionString(name) is { Length: > 0 } given && isValid(given) ? given : "";
    }

    /// <summary>
    /// Warns of unknown settings, and prints what is wrong as one line on standard error. Call it before anything is mapped: that already
    /// makes what reads the settings.
    /// </summary>
    /// <returns>False where the service must end with <see cref="WrongSettingExitCode"/>.</returns>
    public static bool SettingsAreValid(this IHost app)
    {
        var configuration = app.Services.GetRequiredService<IConfiguration>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SettingsDefaults).FullName!);
        foreach (var unknown in SettingsCheck.FindUnknown(configuration, app.Services.GetRequiredService<KnownSettings>(), app.Services.GetRequiredService<ServiceName>()))
        {
            Log.Unknown(logger, unknown.Name, unknown.Similar is { } similar ? $"did you mean {similar}?" : "nothing reads it.");
        }

        var faults = SettingsCheck.FindFaults(app.Services);
        if (faults.Count == 0)
        {
            return true;
        }

        // Disposed of first, so that the log is written out and the line comes last.
        app.Dispose();
        Console.Error.WriteLine(string.Join(' ', faults.Distinct()));
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Unknown setting {Name}: {Hint}")]
        public static partial void Unknown(ILogger logger, string name, string hint);
    }
}
