using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Tagging.Withdrawals;

internal static class WithdrawalsRegistration
{
    public static BusRegistration AddWithdrawals(this BusRegistration bus) =>
        bus.AddBatchConsumer<RemoveTagsConsumer, PapersWithdrawn, WithdrawnPaper>(
            Queues.RemoveTags, message => message.Papers, (message, papers) => message with { Papers = papers });

    public static void AddWithdrawals(this WebApplicationBuilder builder) => builder.Services.AddSingleton<WithdrawnPaperStore>();
}
