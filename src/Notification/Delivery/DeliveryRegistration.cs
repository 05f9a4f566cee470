namespace Papers.Notification.Delivery;

internal static class DeliveryRegistration
{
    public static void AddDelivery(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NotificationMetrics>();
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<DeliverySignal>();
        builder.Services.AddSingleton<MailSender>();
        builder.Services.AddHostedService<DeliveryWorker>();
    }
}
