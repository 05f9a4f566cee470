using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Tagging.TagPapers;

public sealed partial class TagPapersConsumer(TagMatcher matcher, PaperTagStore store, TaggingMetrics metrics, ILogger<TagPapersConsumer> logger)
    : IConsumer<PapersIngested>
{
    public async Task Consume(ConsumeContext<PapersIngested> context)
    {
        var message = context.Message;
        var read = message.Papers
            .Select(PaperText.Of)
            .Select(text => new ReadPaper(text, matcher.Tag(text)))
            .ToList();
        var changed = await store.SaveAsync(read, message.IsReplay, context.CancellationToken);
        metrics.Tagged(changed);
        Log.Tagged(logger, read.Count, changed.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Read {Count} papers and tagged {Changed} of them anew")]
        public static partial void Tagged(ILogger logger, int count, int changed);
    }
}
