using Papers.ServiceDefaults.Settings;

namespace Papers.LinkCheck.CheckLinks;

internal static class CheckLinksRegistration
{
    public static void AddCheckLinks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<LinkCheckOptions>(LinkCheckOptions.Section).Configure<IConfiguration>(ReadAllowedPrivateHosts);
        builder.Services.AddSingleton<HostThrottle>();
        builder.Services.AddSingleton<LinkClient>();
        builder.Services.AddSingleton<LinkChecker>();
        builder.Services.AddSingleton<DueLinkStore>();
        builder.Services.AddSingleton<CheckedLinkStore>();
        builder.Services.AddHostedService<CheckLinksWorker>();
    }

    // Also accepts one text, such as "--LinkCheck:AllowedPrivateHosts=a,b:80" on the command line.
    private static void ReadAllowedPrivateHosts(LinkCheckOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection($"{LinkCheckOptions.Section}:{nameof(LinkCheckOptions.AllowedPrivateHosts)}");
        string?[] listed = [section.Value, .. section.GetChildren().Select(child => child.Value)];
        const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        options.AllowedPrivateHosts = [.. listed.SelectMany(hosts => (hosts ?? "").Split([',', ';', ' '], Trimmed))];
    }
}
