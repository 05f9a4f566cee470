using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Tagging.RemoveTags;

internal sealed partial class RemoveTagsConsumer(WithdrawnPaperStore store, ILogger<RemoveTagsConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context)
    {
        var removed = await store.RemoveAsync(context.Message.Papers, context.CancellationToken);
        Log.Removed(logger, removed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Removed the tags of {Count} withdrawn papers")]
        public static partial void Removed(ILogger logger, int count);
    }
}
