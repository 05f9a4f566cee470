using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;

namespace Papers.LinkCheck.RemoveLinks;

internal static class RemoveLinksRegistration
{
    public static BusRegistration AddRemoveLinks(this BusRegistration bus) =>
        bus.AddBatchConsumer<RemoveLinksConsumer, PapersWithdrawn, WithdrawnPaper>(
            Queues.RemoveLinks, message => message.Papers, (message, papers) => message with { Papers = papers });
}
