using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;

namespace Papers.LinkCheck.FindLinks;

internal static class FindLinksRegistration
{
    public static BusRegistration AddFindLinks(this BusRegistration bus) =>
        bus.AddBatchConsumer<FindLinksConsumer, PapersIngested, IngestedPaper>(
            Queues.FindLinks, message => message.Papers, (message, papers) => message with { Papers = papers });

    public static void AddFindLinks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LinkCheckMetrics>();
        builder.Services.AddSingleton<PaperLinkStore>();
    }
}
