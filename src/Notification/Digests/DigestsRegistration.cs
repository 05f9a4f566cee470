using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Notification.Digests;

internal static class DigestsRegistration
{
    public static BusRegistration AddDigests(this BusRegistration bus) => bus.AddConsumer<SendDigestsConsumer, EditionRanked>(Queues.SendDigests);

    public static void AddDigests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<DigestOptions>().BindConfiguration(DigestOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<RankingStore>();
        builder.Services.AddSingleton<DigestStore>();
        builder.Services.AddSingleton<IMailWriter, DigestWriter>();
    }
}
