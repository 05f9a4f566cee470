using Papers.Notification.Delivery;

namespace Papers.Notification.Subscriptions;

internal static class SubscriptionsRegistration
{
    public static void AddSubscriptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SubscriptionOptions>().BindConfiguration(SubscriptionOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<TokenKey>();
        builder.Services.AddSingleton<SubscriptionStore>();
        builder.Services.AddSingleton<TokenRequest>();
        builder.Services.AddSingleton<IMailWriter, ConfirmationWriter>();
    }
}
