using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

internal static class EmailRegistration
{
    public static void AddEmail(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailSenderValidator>();
        builder.Services.AddOptionsWithValidateOnStart<PublicSiteOptions>().BindConfiguration(PublicSiteOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton(provider => new PublicSite(provider.GetRequiredService<IOptions<PublicSiteOptions>>().Value.PublicUrl));
        builder.Services.AddSingleton(provider => MailChannelFactory.Create(
            provider.GetRequiredService<IOptions<MailOptions>>().Value,
            provider.GetRequiredService<NetworkReach>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }
}
