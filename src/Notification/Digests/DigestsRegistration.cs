using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Settings;

namespace Papers.Notification.Digests;

internal static class DigestsRegistration
{
    public static BusRegistration AddDigests(this BusRegistration bus) => bus.AddConsumer<SendDigestsConsumer, EditionRanked>(Queues.SendDigests);

    public static void AddDigests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<DigestOptions>(DigestOptions.Section);
        builder.Services.AddSingleton<RankingStore>();
        builder.Services.AddSingleton<DigestStore>();
        builder.Services.AddSingleton<IMailWriter, DigestWriter>();
    }
}
