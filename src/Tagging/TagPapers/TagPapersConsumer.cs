using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Tagging.TagPapers;

internal sealed partial class TagPapersConsumer(TagMatcher matcher, PaperTagStore store, TaggingMetrics metrics, ILogger<TagPapersConsumer> logger)
    : IConsumer<PapersIngested>
{
    public async Task Consume(ConsumeContext<PapersIngested> context)
    {
        var message = context.Message;
        var tagged = message.Papers
            .Select(PaperText.From)
            .Select(text => new TaggingResult(text, matcher.Tag(text)))
            .ToList();
        var changed = await store.SaveAsync(tagged, message.IsReplay, context.CancellationToken);
        metrics.Tagged(changed);
        Log.Tagged(logger, tagged.Count, changed.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Tagged {Count} papers, {Changed} are new or changed")]
        public static partial void Tagged(ILogger logger, int count, int changed);
    }
}
