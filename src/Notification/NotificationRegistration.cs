using Microsoft.Extensions.Options;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults.Http;

namespace Papers.Notification;

/// <summary>What each slice needs, slice by slice.</summary>
public static class NotificationRegistration
{
    public static void AddSubscriptions(this WebApplicationBuilder builder)
    {
        builder.AddValidated<SubscriptionOptions>(SubscriptionOptions.Section);
        builder.AddValidated<PublicSiteOptions>(PublicSiteOptions.Section);
        builder.Services.AddSingleton(provider => new PublicSite(provider.GetRequiredService<IOptions<PublicSiteOptions>>().Value.PublicUrl));
        builder.Services.AddSingleton<TokenKey>();
        builder.Services.AddSingleton<SubscriptionStore>();
        builder.Services.AddSingleton<LinkRequest>();
    }

    public static void AddDigests(this WebApplicationBuilder builder)
    {
        builder.AddValidated<DigestOptions>(DigestOptions.Section);
        builder.Services.AddSingleton<RankingStore>();
        builder.Services.AddSingleton<DigestStore>();
    }

    public static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.AddValidated<MailOptions>(MailOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailSenderValidator>();
        builder.Services.AddSingleton<IMailChannel>(provider => MailChannels.Choose(
            provider.GetRequiredService<IOptions<MailOptions>>().Value,
            provider.GetRequiredService<NetworkReach>(),
            provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<NotificationMetrics>();
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<DeliverySignal>();
        builder.Services.AddSingleton<WriteLetter>();
        builder.Services.AddSingleton<DeliverMails>();
        builder.Services.AddHostedService<DeliveryWorker>();
    }

    private static void AddValidated<TOptions>(this WebApplicationBuilder builder, string section)
        where TOptions : class =>
        builder.Services.AddOptionsWithValidateOnStart<TOptions>().BindConfiguration(section).ValidateDataAnnotations();
}
