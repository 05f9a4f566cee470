using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.ReadModel;

internal static class ReadModelRegistration
{
    public static void AddReadModel(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PaperStore>();
        builder.Services.AddSingleton<TagStore>();
        builder.Services.AddSingleton<LinkStore>();
        builder.Services.AddSingleton<VerdictStore>();
        builder.Services.AddSingleton<ObservationStore>();
        builder.Services.AddSingleton<WithdrawalStore>();
        builder.Services.AddSingleton<PaperReader>();
    }

    public static BusRegistration AddReadModelConsumers(this BusRegistration bus) => bus
        .AddBatchConsumer<SavePapersConsumer, PapersIngested, IngestedPaper>(
            Queues.ShowPapers, message => message.Papers, (message, part) => message with { Papers = part })
        .AddBatchConsumer<ApplyWithdrawalsConsumer, PapersWithdrawn, WithdrawnPaper>(
            Queues.HidePapers, message => message.Papers, (message, part) => message with { Papers = part })
        .AddBatchConsumer<SaveObservationsConsumer, PapersObserved, PaperObservation>(
            Queues.ShowObservations, message => message.Papers, (message, part) => message with { Papers = part })
        .AddBatchConsumer<SaveTagsConsumer, PapersTagged, TaggedPaper>(
            Queues.ShowTags, message => message.Papers, (message, part) => message with { Papers = part })
        .AddBatchConsumer<SaveLinksConsumer, LinksFound, PaperLinks>(
            Queues.ShowLinks, message => message.Papers, (message, part) => message with { Papers = part })
        .AddBatchConsumer<SaveVerdictsConsumer, LinksChecked, CheckedLink>(
            Queues.ShowVerdicts, message => message.Links, (message, part) => message with { Links = part });
}
