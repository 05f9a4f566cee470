using Papers.Notification.Delivery;
using Papers.ServiceDefaults.Settings;

namespace Papers.Notification.Subscriptions;

internal static class SubscriptionsRegistration
{
    public static void AddSubscriptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<SubscriptionOptions>(SubscriptionOptions.Section);
        builder.Services.AddSingleton<TokenKey>();
        builder.Services.AddSingleton<SubscriptionStore>();
        builder.Services.AddSingleton<TokenRequest>();
        builder.Services.AddSingleton<IMailWriter, ConfirmationWriter>();
    }
}
