using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Http;
using Papers.ServiceDefaults.Settings;

namespace Papers.Notification.Channels.Email;

internal static class EmailRegistration
{
    public static void AddEmail(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<MailOptions>(MailOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailSenderValidator>();
        builder.Services.AddSettings<PublicSiteOptions>(PublicSiteOptions.Section, isOwn: false);
        builder.Services.AddSingleton(provider => new PublicSite(provider.GetRequiredService<IOptions<PublicSiteOptions>>().Value.PublicUrl));
        builder.Services.AddSingleton(provider => MailChannelFactory.Create(
            provider.GetRequiredService<IOptions<MailOptions>>().Value,
            provider.GetRequiredService<NetworkReach>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }
}
