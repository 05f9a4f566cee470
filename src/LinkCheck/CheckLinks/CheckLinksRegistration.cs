using Papers.ServiceDefaults.Settings;

namespace Papers.LinkCheck.CheckLinks;

public static class LinkCheckSettings
{
    /// <summary>Adds the checking of links with its options.</summary>
    public static WebApplicationBuilder AddCheckLinks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<LinkCheckOptions>(LinkCheckOptions.Section).Configure<IConfiguration>(ReadAllowedPrivateHosts);
        builder.Services.AddSingleton<HostThrottle>();
        builder.Services.AddSingleton<LinkClient>();
        builder.Services.AddSingleton<LinkChecker>();
        builder.Services.AddSingleton<DueLinkStore>();
        builder.Services.AddSingleton<CheckedLinkStore>();
        builder.Services.AddHostedService<CheckLinksWorker>();
        return builder;
    }

    // On a command line one writes "--LinkCheck:AllowedPrivateHosts=a,b:80" rather than a list.
    private static void ReadAllowedPrivateHosts(LinkCheckOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection($"{LinkCheckOptions.Section}:{nameof(LinkCheckOptions.AllowedPrivateHosts)}");
        string?[] listed = [section.Value, .. section.GetChildren().Select(child => child.Value)];
        options.AllowedPrivateHosts = [.. listed.SelectMany(hosts => (hosts ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }
}
