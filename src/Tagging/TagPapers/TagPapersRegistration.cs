using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.TagPapers;

internal static class TagPapersRegistration
{
    public static BusRegistration AddTagPapers(this BusRegistration bus) =>
        bus.AddBatchConsumer<TagPapersConsumer, PapersIngested, IngestedPaper>(
            Queues.TagPapers, message => message.Papers, (message, papers) => message with { Papers = papers });

    public static void AddTagPapers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new TagMatcher(TagVocabulary.Load()));
        builder.Services.AddSingleton<TaggingMetrics>();
        builder.Services.AddSingleton<PaperTagStore>();
    }
}
