using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Tagging.RemoveTags;

internal static class RemoveTagsRegistration
{
    public static BusRegistration AddRemoveTags(this BusRegistration bus) =>
        bus.AddBatchConsumer<RemoveTagsConsumer, PapersWithdrawn, WithdrawnPaper>(
            Queues.RemoveTags, message => message.Papers, (message, papers) => message with { Papers = papers });

    public static void AddRemoveTags(this WebApplicationBuilder builder) => builder.Services.AddSingleton<WithdrawnPaperStore>();
}
